// Shapes: B prompts, T tokens so far, V vocabulary.
using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using static TorchSharp.torch;

namespace LabPortal.Training.Decoding;

/// <summary>One token after another, each shown to the network before the next is drawn.</summary>
public static class LeftToRight
{
    /// <param name="prompts">B prompts of one length.</param>
    /// <returns>B outputs of <paramref name="length"/> tokens. Past the network's length, the oldest tokens are forgotten.</returns>
    public static int[][] Generate(Network network, IReadOnlyList<int[]> prompts, int length, Sampler sampler, Device device)
    {
        var rows = prompts.Select(prompt => prompt.ToList()).ToArray();
        for (var i = 0; i < length; i++)
        {
            using var scope = NewDisposeScope();
            var seen = Math.Min(rows[0].Count, network.Length);
            var inputs_BT = rows.SelectMany(row => row.TakeLast(seen), (_, token) => (long)token).ToArray();
            var logits_B1V = network.LastLogits(tensor(inputs_BT, rows.Length, seen).to(device), AttentionKind.Causal, 1);
            var drawn = sampler.Draw(logits_B1V.squeeze(1));
            for (var row = 0; row < rows.Length; row++)
                rows[row].Add(drawn[row]);
        }

        return rows.Select(row => row.TakeLast(length).ToArray()).ToArray();
    }
}
