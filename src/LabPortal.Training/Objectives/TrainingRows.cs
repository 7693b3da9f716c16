namespace LabPortal.Training.Objectives;

/// <summary>
/// What an objective makes of a batch, in plain memory. The network reads <paramref name="Inputs"/> (B·T ids); the loss
/// looks at the last L positions of each row, against <paramref name="Labels"/> (B·L ids) weighted by
/// <paramref name="Weights"/> (B·L; null = all one). Only supervised positions are unembedded.
/// </summary>
public sealed record TrainingRows(int Rows, int Length, int Supervised, long[] Inputs, long[] Labels, float[]? Weights = null)
{
    /// <summary>Each row's noise level, for an objective that noises its rows.</summary>
    public float[]? Noise { get; init; }

    /// <summary>The batch that these rows are a part of; null where they are all of it.</summary>
    public TrainingRows? Whole { get; init; }

    /// <summary>What the loss of these rows is divided by: Σ w, at least 1 (see <see cref="TokenLoss"/>); of noised rows, the number of labels.</summary>
    public double TotalWeight => Weights is null || Noise is not null ? Labels.Length : Math.Max(1, Weights.Sum(weight => (double)weight));

    /// <summary>
    /// What the loss of the labels without the first of each row is divided by: their weight, at least 1; of a part, as much as makes
    /// the parts' losses, weighted by <see cref="TotalWeight"/>, the whole's.
    /// </summary>
    /// <param name="skipped">Labels of each row that do not count.</param>
    public double WeightAfter(int skipped) => Whole is { } whole
        ? whole.WeightAfter(skipped) * TotalWeight / whole.TotalWeight
        : Math.Max(1, Enumerable.Range(0, Labels.Length).Sum(i => i % Supervised < skipped ? 0 : Weights?[i] ?? 1.0));

    /// <summary>One of <paramref name="parts"/> equal parts, which divide the rows.</summary>
    public TrainingRows Part(int index, int parts)
    {
        T[] Slice<T>(T[] all) => all[(index * (all.Length / parts))..((index + 1) * (all.Length / parts))];
        return this with { Whole = this, Rows = Rows / parts, Inputs = Slice(Inputs), Labels = Slice(Labels), Weights = Weights is null ? null : Slice(Weights), Noise = Noise is null ? null : Slice(Noise) };
    }
}
