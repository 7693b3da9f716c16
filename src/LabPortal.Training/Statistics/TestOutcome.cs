namespace LabPortal.Training.Statistics;

/// <summary>What a two-sided test of "there is no difference" came to.</summary>
/// <param name="Test">Its name, as a paper gives it.</param>
/// <param name="Statistic">t, V, W or χ²; null for a test by resampling, and where it could not be made.</param>
/// <param name="Freedom">Degrees of freedom, for a test that has them.</param>
/// <param name="P">Null where the test could not be made.</param>
public sealed record TestOutcome(string Test, double? Statistic, double? Freedom, double? P)
{
    /// <summary>Why there is no p, in words that go on "no test: …".</summary>
    public string? WhyNot { get; private init; }

    internal static TestOutcome Refuse(string test, string why) => new(test, null, null, null) { WhyNot = why };
}
