// Shapes: B rows, T tokens of prompt and output, L of the output, V tokens to choose from.
using LabPortal.Training.Decoding;
using static TorchSharp.torch;

namespace LabPortal.Training.Objectives;

/// <summary>Outputs that begin as masks after their prompts, which stay, and are revealed step by step.</summary>
internal sealed class Unmasking(IReadOnlyList<int[]> prompts, int length, int mask, Device device)
{
    /// <param name="chance">Of a masked token to be revealed at a step, where that is known without a look; the step is skipped where none is.</param>
    /// <param name="look">From all tokens, shape (B, T), at a step: logits, shape (B, L, V), and, where <paramref name="chance"/> is null, the chances, shape (B, L).</param>
    public int[][] Generate(int steps, Sampler sampler, TokenScores? scores, Func<int, double>? chance, Func<Tensor, int, (Tensor Logits_BLV, Tensor? Chance_BL)> look)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var tokens_BT = Start();
        var output_BL = tokens_BT.narrow(1, tokens_BT.shape[1] - length, length);
        Tensor? thought_BLV = null;
        for (var step = 0; step < steps; step++)
        {
            using var inner = NewDisposeScope();
            var lots_BL = sampler.Uniform(output_BL.shape, device);
            var masked_BL = output_BL.eq(mask);
            var revealed_BL = chance is null ? null : lots_BL.lt(chance(step)).logical_and(masked_BL);
            if (revealed_BL is not null && !revealed_BL.any().item<bool>())
                continue;
            var (logits_BLV, chance_BL) = look(tokens_BT, step);
            revealed_BL ??= lots_BL.lt(chance_BL!).logical_and(masked_BL);
            var drawn_BL = sampler.DrawTensor(logits_BLV.reshape(-1, logits_BLV.shape[2])).reshape(output_BL.shape);
            output_BL.copy_(where(revealed_BL, drawn_BL, output_BL));
            if (scores is { Rows: > 0 })
                thought_BLV = (thought_BLV is null ? logits_BLV : where(revealed_BL.unsqueeze(-1), logits_BLV, thought_BLV)).MoveToOuterDisposeScope();
        }

        if (thought_BLV is not null)
            scores!.KeepFirst(thought_BLV, output_BL);
        return output_BL.cpu().contiguous().data<long>().ToArray().Select(token => (int)token).Chunk(length).ToArray();
    }

    private Tensor Start()
    {
        var read = prompts[0].Length;
        var tokens = new long[prompts.Count * (read + length)];
        Array.Fill(tokens, mask);
        for (var row = 0; row < prompts.Count; row++)
            for (var i = 0; i < read; i++)
                tokens[row * (read + length) + i] = prompts[row][i];
        return tensor(tokens, prompts.Count, read + length).to(device);
    }
}
