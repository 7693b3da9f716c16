using LabPortal.Training.Tasks;

namespace LabPortal.Training.Running;

/// <summary>Counts held-out prompts that training has met: small task spaces repeat themselves, and a comparison should say so.</summary>
internal sealed class HeldOutWatch
{
    private readonly Dictionary<int[], int> _place = new(new TokenComparer());

    public HeldOutWatch(IReadOnlyList<Example> heldOut)
    {
        foreach (var example in heldOut)
            _place.TryAdd(example.Prompt, _place.Count);
        Duplicates = heldOut.Count - _place.Count;
        Met = new bool[_place.Count];
    }

    /// <summary>Held-out examples whose prompt is that of another.</summary>
    public int Duplicates { get; }

    /// <summary>For each distinct held-out prompt, whether training met it. State of the run.</summary>
    public bool[] Met { get; }

    /// <summary>The place in <see cref="Met"/> of the example's prompt, or null where it is not held out. Safe on any thread.</summary>
    public int? Find(Example example) => _place.TryGetValue(example.Prompt, out var place) ? place : null;

    private sealed class TokenComparer : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] tokens)
        {
            var hash = default(HashCode);
            hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(tokens.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
