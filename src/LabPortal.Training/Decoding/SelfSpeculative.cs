// Shapes: one row, S tokens so far and drafts, L positions looked at, V vocabulary.
using LabPortal.Training.Models;
using static TorchSharp.torch;

namespace LabPortal.Training.Decoding;

/// <summary>
/// Blockwise parallel decoding (Stern et al. 2018, arXiv 1811.03115, section 4): the heads beyond the first draft the tokens after the next, and
/// the first head reads them in one pass and keeps those that it would have said itself. Each pass gives at least one token, and all are
/// the first head's own; only where its two likeliest are closer than rounding may another come than token by token.
/// </summary>
public sealed class SelfSpeculative(Network network, Device device)
{
    /// <summary>Times that the network read.</summary>
    public int Passes { get; private set; }

    /// <summary>Drafts that were kept.</summary>
    public int Accepted { get; private set; }

    /// <param name="prompt">At least one token.</param>
    /// <param name="sampler">A greedy one.</param>
    /// <param name="scores">Is told what the network thought of each token, as by <see cref="LeftToRight"/>.</param>
    /// <returns><paramref name="length"/> tokens. Past the network's length, where nothing that was read can be kept, they come one by one.</returns>
    public int[] Generate(int[] prompt, int length, Sampler sampler, TokenScores? scores = null)
    {
        using var off = no_grad();
        var (known, end) = (new List<int>(prompt), prompt.Length + length);
        var seen = scores is { Rows: > 0 } ? new List<TokenScore>() : null;
        var speculates = length > 0 && prompt.Length <= network.Length;
        if (speculates)
            Speculate(known, Math.Min(end, network.Length + 1), seen is null ? 0 : scores!.Given, seen, scores?.Top ?? 0);
        if (!speculates || known.Count < end)
            GoOn(known, end, sampler, speculates ? 0 : scores?.Given ?? 0, seen, scores?.Top ?? 0);
        if (seen is not null)
            scores!.Put(0, seen);
        return [.. known[prompt.Length..]];
    }

    /// <summary>Until <paramref name="end"/> tokens are known.</summary>
    /// <param name="given">Of the last known tokens, how many are looked at like those to come.</param>
    private void Speculate(List<int> known, int end, int given, List<TokenScore>? seen, int top)
    {
        using var state = network.StartDecoding(1, end - 1, drafts: true);
        int[] drafts = [];
        while (known.Count < end)
        {
            using var scope = NewDisposeScope();
            // One token comes in any case.
            drafts = drafts[..Math.Min(drafts.Length, end - known.Count - 1)];
            int[] tokens = [.. known, .. drafts];
            var logits_1LV = network.Logits(network.Next(Row(tokens), state, given + 1 + drafts.Length));
            var said = Likeliest(logits_1LV);
            var kept = drafts.Zip(said[given..]).TakeWhile(pair => pair.First == pair.Second).Count();
            var added = said[given..(given + kept + 1)];
            seen?.AddRange(TokenScores.Of(logits_1LV.narrow(1, 0, given + kept + 1), Row([.. known[^given..], .. added]), top)[0]);
            known.AddRange(added);
            (Passes, Accepted, given) = (Passes + 1, Accepted + kept, 0);
            state.Keep(known.Count - 1);
            drafts = known.Count + 1 < end && network.Drafts(state) is { } hidden_1HC ? Likeliest(network.Logits(hidden_1HC)) : [];
        }
    }

    private void GoOn(List<int> known, int end, Sampler sampler, int given, List<TokenScore>? seen, int top)
    {
        var scores = seen is null ? null : new TokenScores(1, top, given);
        known.AddRange(LeftToRight.Generate(network, [[.. known]], end - known.Count, sampler, device, scores: scores)[0]);
        seen?.AddRange(scores!.Outputs[0]);
    }

    private Tensor Row(int[] tokens) => tensor([.. tokens.Select(token => (long)token)], 1, tokens.Length).to(device);

    private static int[] Likeliest(Tensor logits_1LV) => [.. logits_1LV.argmax(-1).cpu().data<long>().ToArray().Select(token => (int)token)];
}
