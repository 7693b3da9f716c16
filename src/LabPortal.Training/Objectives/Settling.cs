// Shapes: B rows, T tokens of prompt and output, L of the output, V vocabulary.
using LabPortal.Training.Decoding;
using static TorchSharp.torch;

namespace LabPortal.Training.Objectives;

/// <summary>Outputs that begin as random tokens after their prompts, which stay, and change step by step.</summary>
internal sealed class Settling(IReadOnlyList<int[]> prompts, int length, int vocabulary, Device device)
{
    /// <param name="look">From all tokens, shape (B, T), at a step: each token's chance at each place, shape (B, L, V), not normalised.</param>
    /// <remarks>The steps on the way are drawn as they are; the last, which says what stands there, at the sampler's temperature.</remarks>
    public int[][] Generate(int steps, Sampler sampler, TokenScores? scores, Func<Tensor, int, Tensor> look)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var tokens_BT = cat([tensor(prompts.SelectMany(prompt => prompt, (_, token) => (long)token).ToArray(), prompts.Count, prompts[0].Length).to(device), Start(sampler)], 1);
        var output_BL = tokens_BT.narrow(1, tokens_BT.shape[1] - length, length);
        for (var step = 0; step < steps; step++)
        {
            using var inner = NewDisposeScope();
            var chances_NV = look(tokens_BT, step).reshape(-1, vocabulary);
            var last = step == steps - 1;
            var drawn_BL = (last ? sampler.DrawTensor(chances_NV.log()) : sampler.DrawFrom(chances_NV)).reshape(output_BL.shape);
            output_BL.copy_(drawn_BL);
            if (last && scores is { Rows: > 0 })
                scores.KeepFirst(chances_NV.log().reshape(prompts.Count, length, vocabulary), drawn_BL);
        }

        return output_BL.cpu().contiguous().data<long>().ToArray().Select(token => (int)token).Chunk(length).ToArray();
    }

    private Tensor Start(Sampler sampler) => (sampler.Uniform([prompts.Count, length], device) * vocabulary).to(int64).clamp(max: vocabulary - 1);
}
