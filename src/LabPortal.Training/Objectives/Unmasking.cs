// Shapes: B rows, R of them, T tokens of prompt and output, L of the output, V tokens to choose from.
using LabPortal.Training.Decoding;
using static TorchSharp.torch;

namespace LabPortal.Training.Objectives;

/// <summary>Outputs that begin as masks after their prompts, which stay, and are revealed step by step.</summary>
internal sealed class Unmasking(IReadOnlyList<int[]> prompts, int length, int mask, Device device)
{
    /// <param name="chance">Of a masked token to be revealed at a step, where that is known without a look; only rows are looked at where one is.</param>
    /// <param name="look">From tokens, shape (R, T), at a step: logits, shape (R, L, V), and, where <paramref name="chance"/> is null, the chances, shape (R, L).</param>
    public int[][] Generate(int steps, Sampler sampler, TokenScores? scores, Func<int, double>? chance, Func<Tensor, int, (Tensor Logits_RLV, Tensor? Chance_RL)> look)
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
            var open_BL = output_BL.eq(mask);
            if (chance is not null)
                open_BL.logical_and_(lots_BL.lt(chance(step)));
            var rows_R = open_BL.any(1).nonzero().squeeze(1);
            if (rows_R.shape[0] == 0)
                continue;
            var (logits_RLV, chance_RL) = look(tokens_BT.index_select(0, rows_R), step);
            var revealed_RL = open_BL.index_select(0, rows_R);
            if (chance_RL is not null)
                revealed_RL.logical_and_(lots_BL.index_select(0, rows_R).lt(chance_RL));
            var drawn_RL = sampler.DrawTensor(logits_RLV.reshape(-1, logits_RLV.shape[2])).reshape(revealed_RL.shape);
            output_BL.index_copy_(0, rows_R, where(revealed_RL, drawn_RL, output_BL.index_select(0, rows_R)));
            if (scores is not { Rows: > 0 })
                continue;
            thought_BLV ??= zeros([.. output_BL.shape, logits_RLV.shape[2]], device: device).MoveToOuterDisposeScope();
            thought_BLV.index_copy_(0, rows_R, where(revealed_RL.unsqueeze(-1), logits_RLV.to(float32), thought_BLV.index_select(0, rows_R)));
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
