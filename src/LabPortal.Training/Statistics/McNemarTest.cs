using MathNet.Numerics.Distributions;

namespace LabPortal.Training.Statistics;

/// <summary>McNemar's test: two runs judged right or wrong on the same examples. Only the examples on which they disagree count.</summary>
public static class McNemarTest
{
    public const string Name = "McNemar";

    /// <param name="onlyFirst">Examples that only the first has right.</param>
    /// <param name="onlySecond">Examples that only the second has right.</param>
    public static TestOutcome Exact(int onlyFirst, int onlySecond)
    {
        var disagree = onlyFirst + onlySecond;
        return new TestOutcome(Name, onlyFirst, null, disagree == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, disagree, Math.Min(onlyFirst, onlySecond))));
    }

    /// <summary>χ² with continuity correction.</summary>
    public static TestOutcome Corrected(int onlyFirst, int onlySecond)
    {
        const string name = "McNemar's χ²";
        var disagree = onlyFirst + onlySecond;
        if (disagree == 0)
            return TestOutcome.Refuse(name, "both are right on the same examples");
        var beyond = Math.Max(0, Math.Abs(onlyFirst - onlySecond) - 1.0);
        var statistic = beyond * beyond / disagree;
        return new TestOutcome(name, statistic, 1, 2 * Normal.CDF(0, 1, -Math.Sqrt(statistic)));
    }
}
