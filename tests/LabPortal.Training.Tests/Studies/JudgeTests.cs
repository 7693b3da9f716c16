using LabPortal.Training.Studies;

namespace LabPortal.Training.Tests.Studies;

public sealed class JudgeTests
{
    private static readonly IStudy Dice = new RollTheDiceStudy(OpenEndedTask.Sibling);

    [Theory]
    [InlineData(0.5, 1, 0.98, true)]
    [InlineData(0.5, 1, 0.7, false)]
    [InlineData(0.95, 1, 1, false)]
    public void Pitfalls_MeansOfArms_NeedsNextTokenStuckAndTheOthersThrough(double nextToken, double reversed, double teacherless, bool reproduced) =>
        Assert.Equal(reproduced, new PitfallsStudy().Judge("quick", Finals("eval/accuracy", ("next-token", [nextToken]), ("reversed", [reversed]), ("teacherless", [teacherless]))).Reproduced);

    [Theory]
    [InlineData(0.20, 0.25, 0.50, true)]
    [InlineData(0.20, 0.19, 0.23, true)]
    [InlineData(0.20, 0.17, 0.50, false)]
    [InlineData(0.20, 0.25, 0.21, false)]
    public void RollTheDice_MeansOfArms_NeedsAPlannerAheadAndSeedStringsNotBehind(double nextToken, double seeded, double diffusion, bool reproduced)
    {
        var verdict = Dice.Judge("quick", Dicing(nextToken, seeded, diffusion));
        Assert.Equal(reproduced, verdict.Reproduced);
        Assert.StartsWith("Masked-diffusion is the most creative", verdict.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void RollTheDice_AnArmWithoutARun_IsNotSettled() =>
        Assert.Null(Dice.Judge("quick", Finals("eval/creativity", ("next-token", [0.2]), ("next-token + seeds", [0.2]), ("teacherless", [0.5]))).Reproduced);

    [Fact]
    public void RollTheDice_NoPlannerAhead_SaysWhatWasNotLearnt()
    {
        var words = Dice.Judge("quick", Dicing(0.2, 0.25, 0.21, ("masked-diffusion", "eval/coherence", 0.12), ("teacherless", "eval/coherence", 0.9), ("next-token", "eval/memorisation", 0.05))).Words;
        Assert.EndsWith("Not learnt in this budget, by the share of valid answers: masked-diffusion 0.12. Next-token prediction does not repeat its training set yet (0.05 of its answers), which is what would hold it back.", words, StringComparison.Ordinal);
    }

    [Fact]
    public void RollTheDice_AnArmUnlearnt_IsNamedWhereTheEffectShowsToo() =>
        Assert.EndsWith("Not learnt in this budget, by the share of valid answers: score-entropy 0.02.", Dice.Judge("quick", Dicing(0.2, 0.25, 0.5, ("score-entropy", "eval/coherence", 0.02))).Words, StringComparison.Ordinal);

    [Fact]
    public void RollTheDice_SeedStringsBehind_SaysWhatItsAnswersAre()
    {
        var words = Dice.Judge("quick", Dicing(
            0.2, 0.1, 0.5, ("next-token + seeds", "eval/coherence", 0.6), ("next-token + seeds", "eval/diversity", 0.3), ("next-token + seeds", "eval/memorisation", 0.4),
            ("next-token", "eval/coherence", 0.9), ("next-token", "eval/diversity", 0.8), ("next-token", "eval/memorisation", 0.7))).Words;
        Assert.EndsWith("With them, 0.60 of its answers are valid, 0.30 valid and different, 0.40 in the training set; without, 0.90, 0.80 and 0.70.", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, 1.0, true)]
    [InlineData(0.5, 0.8, false)]
    [InlineData(0.9, 1.0, false)]
    public void MoreTokensOnPathStar_MeansOfArms_NeedsNextTokenStuckAndThreeHeadsThrough(double nextToken, double three, bool reproduced) =>
        Assert.Equal(reproduced, new MoreTokensPathStarStudy().Judge("quick", Finals("eval/accuracy", ("next-token", [nextToken]), ("2 heads", [0.7]), ("3 heads", [three]), ("token-order", [0.6]))).Reproduced);

    [Theory]
    [InlineData(1.95, 1.97, 2.02, true)]
    [InlineData(1.95, 1.945, 2.02, true)]
    [InlineData(1.95, 1.90, 2.02, false)]
    public void MoreTokensOnAText_MeansOfArms_NeedsHeadsThatDoNotHelp(double one, double two, double three, bool reproduced) =>
        Assert.Equal(reproduced, new MoreTokensTextStudy().Judge("quick", Finals("eval/loss", ("next-token", [one]), ("2 heads", [two]), ("3 heads", [three]), ("token-order", [1.9]))).Reproduced);

    // The other arms are far behind; means are taken over seeds.
    private static StudyFinals Dicing(double nextToken, double seeded, double diffusion, params (string Arm, string Metric, double Value)[] others)
    {
        const string creativity = "eval/creativity";
        var values = new (string Arm, string Metric, double[] Values)[]
        {
            ("next-token", creativity, [nextToken - 0.1, nextToken + 0.1]), ("next-token + seeds", creativity, [seeded]), ("teacherless", creativity, [0.1]),
            ("multi-token", creativity, [0.12]), ("masked-diffusion", creativity, [diffusion]), ("score-entropy", creativity, [0.11]),
        }.Concat(others.Select(one => (one.Arm, one.Metric, Values: new[] { one.Value })));
        return new((arm, metric) => values.FirstOrDefault(one => (one.Arm, one.Metric) == (arm, metric)).Values ?? []);
    }

    private static StudyFinals Finals(string of, params (string Arm, double[] Values)[] arms) =>
        new((arm, metric) => metric == of ? arms.FirstOrDefault(one => one.Arm == arm).Values ?? [] : []);
}
