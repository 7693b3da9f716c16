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
    /// <param name="scores">Is told what the network thought of each token. Draws for given tokens are thrown away, so that what follows
    /// them is drawn with the luck that it would have had without.</param>
    /// <returns>
    /// For each prompt <paramref name="length"/> tokens, or fewer where one of <paramref name="stops"/> is the last. Past the
    /// network's length, the oldest tokens are forgotten.
    /// </returns>
    public static int[][] Generate(
        Network network, IReadOnlyList<int[]> prompts, int length, Sampler sampler, Device device, IReadOnlyCollection<int>? stops = null, TokenScores? scores = null)
    {
        using var off = no_grad();
        var outputs = new int[prompts.Count][];
        foreach (var places in Enumerable.Range(0, prompts.Count).OrderBy(place => prompts[place].Length).Chunk(device.type == DeviceType.CPU ? RowsOnCpu : prompts.Count))
        {
            var drawn = Together(network, [.. places.Select(place => prompts[place])], length, sampler, device, stops, scores is null ? null : new Watch(scores, places));
            foreach (var (place, output) in places.Zip(drawn))
                outputs[place] = output;
        }

        return outputs;
    }

    /// <remarks>
    /// All rows start at their first token and go on in step. A row whose prompt is longer takes its own next token where another
    /// takes the drawn one, so that no row is padded and none needs a mask.
    /// </remarks>
    private static int[][] Together(Network network, int[][] prompts, int length, Sampler sampler, Device device, IReadOnlyCollection<int>? stops, Watch? watch)
    {
        using var scope = NewDisposeScope();
        int shortest = prompts[0].Length - (watch?.Given ?? 0), longest = prompts[^1].Length;
        var tokens_BS = Rows(prompts, longest + length).to(device);
        var own_B = tensor(prompts.Select(prompt => (long)prompt.Length).ToArray()).to(device);
        var stopped_B = zeros(prompts.Length, dtype: @bool, device: device);
        using var state = network.StartDecoding(prompts.Length, longest + length - 1);
        for (var seen = shortest; seen < longest + length; seen++)
        {
            using var inner = NewDisposeScope();
            var logits_BV = network.Logits(network.Next(tokens_BS.narrow(1, 0, seen), state)).squeeze(1);
            var drawn_B = sampler.DrawTensor(logits_BV);
            var next_B = tokens_BS.select(1, seen);
            if (seen < longest)
                drawn_B = where(own_B.gt(seen), next_B, drawn_B);
            next_B.copy_(drawn_B);
            watch?.See(logits_BV, drawn_B);
            if (stops is null)
                continue;
            foreach (var stop in stops)
                stopped_B.logical_or_(drawn_B.eq(stop).logical_and(own_B.le(seen)));
            if (seen >= longest && (seen - longest) % LookEvery == LookEvery - 1 && stopped_B.all().item<bool>())
                break;
        }

        watch?.Keep(prompts, length);
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

    /// <summary>Those rows of some prompts that somebody wants to know of.</summary>
    private sealed class Watch(TokenScores scores, int[] places)
    {
        private readonly int[] _rows = [.. Enumerable.Range(0, places.Length).Where(row => places[row] < scores.Rows)];
        private readonly List<TokenScores.Sight> _steps = [];
        private Tensor? _rows_N;

        public int Given => scores.Given;

        public void See(Tensor logits_BV, Tensor drawn_B)
        {
            if (_rows.Length == 0)
                return;
            _rows_N ??= tensor(_rows.Select(row => (long)row).ToArray()).to(logits_BV.device).MoveToOuterDisposeScope();
            _steps.Add(scores.See(logits_BV.index_select(0, _rows_N), drawn_B.index_select(0, _rows_N)).MoveToOuterDisposeScope());
        }

        public void Keep(int[][] prompts, int length)
        {
            if (_rows.Length > 0)
                scores.Keep([.. _rows.Select(row => places[row])], [.. _rows.Select(row => prompts[row].Length - prompts[0].Length)], length + Given, TokenScores.Sight.Stack(_steps, 1));
        }
    }
}
