using System.Collections;
using System.Runtime.InteropServices;

namespace LabPortal.Data.Runs;

/// <summary>What came of each held-out example at a run's latest evaluation: one row a run.</summary>
/// <param name="EvaluationSet">SHA-256 of the held-out examples: runs that share it answered the same questions, in the same order.</param>
/// <param name="RightBits">A bit an example, lowest first; null where the task has no right answers.</param>
/// <param name="LossBytes">A float32 an example, little-endian.</param>
public sealed record ExampleOutcomes(Guid RunId, long Step, string EvaluationSet, int Count, byte[]? RightBits, byte[] LossBytes)
{
    /// <summary>
    /// Of open questions a byte an example: 1 valid, 2 in the training set, 4 valid, not in the training set and the first of its kind,
    /// 8 valid and the first of its kind, 16 valid and not in the training set. Null where the task has none.
    /// </summary>
    public byte[]? OpenFlags { get; init; }

    /// <param name="right">Whether each whole output was right; null for a task without right answers.</param>
    /// <param name="loss">Mean nats a target token, of each example.</param>
    /// <param name="open">See <see cref="OpenFlags"/>.</param>
    public static ExampleOutcomes Of(Guid runId, long step, string evaluationSet, bool[]? right, float[] loss, byte[]? open = null)
    {
        if (right is not null && right.Length != loss.Length) throw new ArgumentException("There is one verdict and one loss an example.", nameof(right));
        if (open is not null && open.Length != loss.Length) throw new ArgumentException("There is one byte of flags and one loss an example.", nameof(open));
        byte[]? bits = null;
        if (right is not null) new BitArray(right).CopyTo(bits = new byte[(right.Length + 7) / 8], 0);
        return new(runId, step, evaluationSet, loss.Length, bits, MemoryMarshal.AsBytes(loss.AsSpan()).ToArray()) { OpenFlags = open };
    }

    /// <summary>Whether each example's whole output was right; null where the task has no right answers.</summary>
    public bool[]? Right() => RightBits is null ? null : [.. new BitArray(RightBits).Cast<bool>().Take(Count)];

    /// <summary>Mean nats a target token, of each example.</summary>
    public float[] Loss() => MemoryMarshal.Cast<byte, float>(LossBytes).ToArray();
}
