using System.Text;

namespace LabPortal.Data.Corpora;

/// <summary>Counts characters.</summary>
internal sealed class SymbolTally
{
    // Most of most texts is ASCII, and a gigabyte should not take minutes.
    private readonly long[] _ascii = new long[128];
    private readonly Dictionary<int, long> _others = [];

    public int Distinct => _ascii.Count(count => count > 0) + _others.Count;

    public void Add(Rune rune)
    {
        if (rune.IsAscii) _ascii[rune.Value]++;
        else _others[rune.Value] = _others.GetValueOrDefault(rune.Value) + 1;
    }

    public IReadOnlyList<SymbolCount> Top(int most) => _ascii.Select((count, value) => new SymbolCount(value, count))
        .Concat(_others.Select(pair => new SymbolCount(pair.Key, pair.Value)))
        .Where(symbol => symbol.Count > 0)
        .OrderByDescending(symbol => symbol.Count).ThenBy(symbol => symbol.CodePoint)
        .Take(most).ToList();
}
