// Shapes: N rows, L tokens of a row, V vocabulary, K likeliest tokens.
using static TorchSharp.torch;

namespace LabPortal.Training.Decoding;

/// <summary>Looks on while outputs are drawn, and keeps what the network thought of each token. Draws nothing itself: the outputs stay the same.</summary>
/// <param name="rows">How many of the prompts, from the first, are looked at.</param>
/// <param name="top">How many of the likeliest tokens are kept with each.</param>
/// <param name="given">How many of a prompt's last tokens are looked at like tokens of the output: those that somebody else chose.</param>
public sealed class TokenScores(int rows, int top = 0, int given = 0)
{
    private readonly TokenScore[][] _outputs = new TokenScore[rows][];

    public int Rows => rows;

    public int Given => given;

    internal int Top => top;

    /// <summary>For each row one score a token; filled when the outputs are there.</summary>
    public IReadOnlyList<TokenScore[]> Outputs => _outputs;

    /// <param name="logits_NLV">What the tokens were drawn from.</param>
    /// <param name="tokens_NL">Shape (N, L), int64.</param>
    public static TokenScore[][] Of(Tensor logits_NLV, Tensor tokens_NL, int top)
    {
        var scores = new TokenScores((int)logits_NLV.shape[0], top);
        scores.KeepFirst(logits_NLV, tokens_NL);
        return scores._outputs;
    }

    /// <summary>For a decoder that has all logits at once.</summary>
    /// <param name="logits_BLV">All rows; only the first are looked at.</param>
    internal void KeepFirst(Tensor logits_BLV, Tensor tokens_BL)
    {
        if (rows == 0)
            return;
        using var scope = NewDisposeScope();
        Keep(Enumerable.Range(0, rows).ToArray(), new int[rows], (int)tokens_BL.shape[1], See(logits_BLV.narrow(0, 0, rows), tokens_BL.narrow(0, 0, rows)));
    }

    /// <summary>For a decoder that goes through the rows one by one.</summary>
    internal void Put(int row, IEnumerable<TokenScore> output) => _outputs[row] = [.. output];

    /// <param name="logits">Shape (…, V).</param>
    /// <param name="tokens">Shape (…), int64.</param>
    internal Sight See(Tensor logits, Tensor tokens)
    {
        var probabilities = logits.to(float32).softmax(-1);
        var drawn = probabilities.gather(-1, tokens.unsqueeze(-1)).squeeze(-1);
        if (top == 0)
            return new Sight(drawn, null, null);
        var (values, ids) = probabilities.topk(Math.Min(top, (int)probabilities.shape[^1]), -1);
        return new Sight(drawn, values, ids);
    }

    /// <param name="places">Which prompt each row is.</param>
    /// <param name="starts">Where in each row its output begins.</param>
    internal void Keep(IReadOnlyList<int> places, IReadOnlyList<int> starts, int length, Sight seen_NL)
    {
        var steps = (int)seen_NL.Drawn.shape[1];
        var drawn = seen_NL.Drawn.cpu().data<float>().ToArray();
        var values = seen_NL.Values?.cpu().data<float>().ToArray() ?? [];
        var ids = seen_NL.Ids?.cpu().data<long>().ToArray() ?? [];
        var each = values.Length / drawn.Length;
        for (var row = 0; row < places.Count; row++)
            _outputs[places[row]] = Enumerable.Range(row * steps + starts[row], Math.Min(length, steps - starts[row])).Select(at => new TokenScore(
                drawn[at], Enumerable.Range(at * each, each).Select(i => new TokenChance((int)ids[i], values[i])).ToArray())).ToArray();
    }

    /// <summary>Probabilities of the tokens, and the likeliest ones, where the network is.</summary>
    /// <param name="Drawn">Shape (…).</param>
    /// <param name="Values">Shape (…, K).</param>
    /// <param name="Ids">Shape (…, K).</param>
    internal sealed record Sight(Tensor Drawn, Tensor? Values, Tensor? Ids)
    {
        public static Sight Stack(IReadOnlyList<Sight> steps, long dim) => new(
            stack(steps.Select(one => one.Drawn), dim),
            steps[0].Values is null ? null : stack(steps.Select(one => one.Values!), dim),
            steps[0].Ids is null ? null : stack(steps.Select(one => one.Ids!), dim));

        public Sight MoveToOuterDisposeScope() => new(Drawn.MoveToOuterDisposeScope(), Values?.MoveToOuterDisposeScope(), Ids?.MoveToOuterDisposeScope());
    }
}
