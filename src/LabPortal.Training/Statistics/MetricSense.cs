namespace LabPortal.Training.Statistics;

/// <summary>What a metric's values mean to a comparison, told from its name.</summary>
public static class MetricSense
{
    private const string Memorisation = "memorisation";

    /// <summary>The score of answers to open questions, then what it is made of.</summary>
    public static readonly IReadOnlyList<string> ScoreParts = ["eval/creativity", "eval/coherence", "eval/novelty", "eval/uniqueness", "eval/diversity", Remembered];

    /// <summary>The share of answers that the training set has.</summary>
    public const string Remembered = "eval/" + Memorisation;

    // Of answers to open questions: each counts from 0 to 1.
    private static readonly string[] OpenShares = ["creativity", "coherence", "novelty", "uniqueness", "diversity", Memorisation, "-ceiling", "-published-rule"];

    public static bool IsShare(string metric) => metric.EndsWith("accuracy", StringComparison.Ordinal) || OpenShares.Any(share => metric.EndsWith(share, StringComparison.Ordinal));

    /// <summary>Shares and speeds are better when they are higher; losses, times, sizes and what is remembered when they are lower.</summary>
    public static bool HigherIsBetter(string metric) =>
        (IsShare(metric) && !metric.EndsWith(Memorisation, StringComparison.Ordinal)) || metric.EndsWith("per-second", StringComparison.Ordinal);

    /// <summary>The least difference that matters where nobody says: 0.05 of a share, else 5 % of the baseline.</summary>
    public static double WorthSeeing(string metric, double baseline) => IsShare(metric) ? 0.05 : 0.05 * Math.Abs(baseline);
}
