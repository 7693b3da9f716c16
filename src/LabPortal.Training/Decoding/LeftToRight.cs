// Shapes: B prompts together, S tokens at most, V vocabulary.
using LabPortal.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace LabPortal.Training.Decoding;

/// <summary>One token after another, each shown to the network before the next is drawn.</summary>
public static class LeftToRight
{
    // Looking waits for the device, so it is done this seldom.
    private const int LookEvery = 16;

    // More at once do not go faster there, and take more memory.
    private const int RowsOnCpu = 256;

    /// <param name="prompts">Of at least one token each; their lengths may differ.</param>
    /// <param name="stops">Tokens that end an output.</param>
    /// <returns>
    /// For each prompt <paramref name="length"/> tokens, or fewer where one of <paramref name="stops"/> is the last. Past the
    /// network's length, the oldest tokens are forgotten.
    /// </returns>
    public static int[][] Generate(
        Network network, IReadOnlyList<int[]> prompts, int length, Sampler sampler, Device device, IReadOnlyCollection<int>? stops = null)
    {
        using var off = no_grad();
        var outputs = new int[prompts.Count][];
        foreach (var places in Enumerable.Range(0, prompts.Count).OrderBy(place => prompts[place].Length).Chunk(device.type == DeviceType.CPU ? RowsOnCpu : prompts.Count))
        {
            var drawn = Together(network, [.. places.Select(place => prompts[place])], length, sampler, device, stops);
            foreach (var (place, output) in places.Zip(drawn))
                outputs[place] = output;
        }

        return outputs;
    }

    /// <remarks>
    /// All rows start at their first token and go on in step. A row whose prompt is longer takes its own next token where another
    /// takes the drawn one, so that no row is padded and none needs a mask.
    /// </remarks>
    private static int[][] Together(Network network, int[][] prompts, int length, Sampler sampler, Device device, IReadOnlyCollection<int>? stops)
    {
        using var scope = NewDisposeScope();
        int shortest = prompts[0].Length, longest = prompts[^1].Length;
        var tokens_BS = Rows(prompts, longest + length).to(device);
        var own_B = tensor(prompts.Select(prompt => (long)prompt.Length).ToArray()).to(device);
        var stopped_B = zeros(prompts.Length, dtype: @bool, device: device);
        using var state = network.StartDecoding(prompts.Length, longest + length - 1);
        for (var seen = shortest; seen < longest + length; seen++)
        {
            using var inner = NewDisposeScope();
            var drawn_B = sampler.DrawTensor(network.Logits(network.Next(tokens_BS.narrow(1, 0, seen), state)).squeeze(1));
            var next_B = tokens_BS.select(1, seen);
            if (seen < longest)
                drawn_B = where(own_B.gt(seen), next_B, drawn_B);
            next_B.copy_(drawn_B);
            if (stops is null)
                continue;
            foreach (var stop in stops)
                stopped_B.logical_or_(drawn_B.eq(stop).logical_and(own_B.le(seen)));
            if (seen >= longest && (seen - longest) % LookEvery == LookEvery - 1 && stopped_B.all().item<bool>())
                break;
        }

        var all = tokens_BS.cpu().data<long>().ToArray();
        return [.. prompts.Select((prompt, row) => Cut(all.AsSpan(row * (longest + length) + prompt.Length, length), stops))];
    }

    private static Tensor Rows(int[][] prompts, int room)
    {
        var tokens = new long[prompts.Length * room];
        for (var row = 0; row < prompts.Length; row++)
            for (var i = 0; i < prompts[row].Length; i++)
                tokens[row * room + i] = prompts[row][i];
        return tensor(tokens, prompts.Length, room);
    }

    private static int[] Cut(ReadOnlySpan<long> output, IReadOnlyCollection<int>? stops)
    {
        var kept = new List<int>(output.Length);
        foreach (var token in output)
        {
            kept.Add((int)token);
            if (stops?.Contains((int)token) == true)
                break;
        }

        return [.. kept];
    }
}
