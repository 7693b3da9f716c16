using LabPortal.Training.Studies;

namespace LabPortal.Training.Tests.Studies;

public sealed class JudgeTests
{
    private static readonly IStudy Dice = new RollTheDiceStudy(OpenEndedTask.Sibling);

    [Theory]
    [InlineData(0.20, 0.25, 0.50, true)]
    [InlineData(0.20, 0.19, 0.23, true)]
    [InlineData(0.20, 0.17, 0.50, false)]
    [InlineData(0.20, 0.25, 0.21, false)]
    public void RollTheDice_MeansOfArms_NeedsAPlannerAheadAndSeedStringsNotBehind(double nextToken, double seeded, double diffusion, bool reproduced)
    {
        var verdict = Dice.Judge("quick", Finals(
            ("next-token", [nextToken - 0.1, nextToken + 0.1]), ("next-token + seeds", [seeded]), ("teacherless", [0.1]), ("multi-token", [0.12]),
            ("masked-diffusion", [diffusion]), ("score-entropy", [0.11])));
        Assert.Equal(reproduced, verdict.Reproduced);
        Assert.StartsWith("Masked-diffusion is the most creative", verdict.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void RollTheDice_AnArmWithoutARun_IsNotSettled() =>
        Assert.Null(Dice.Judge("quick", Finals(("next-token", [0.2]), ("next-token + seeds", [0.2]), ("teacherless", [0.5]))).Reproduced);

    [Theory]
    [InlineData(0.5, 1.0, true)]
    [InlineData(0.5, 0.8, false)]
    [InlineData(0.9, 1.0, false)]
    public void MoreTokensOnPathStar_MeansOfArms_NeedsNextTokenStuckAndThreeHeadsThrough(double nextToken, double three, bool reproduced) =>
        Assert.Equal(reproduced, new MoreTokensPathStarStudy().Judge("quick", Finals(("next-token", [nextToken]), ("2 heads", [0.7]), ("3 heads", [three]), ("token-order", [0.6]))).Reproduced);

    [Theory]
    [InlineData(1.95, 1.97, 2.02, true)]
    [InlineData(1.95, 1.945, 2.02, true)]
    [InlineData(1.95, 1.90, 2.02, false)]
    public void MoreTokensOnAText_MeansOfArms_NeedsHeadsThatDoNotHelp(double one, double two, double three, bool reproduced) =>
        Assert.Equal(reproduced, new MoreTokensTextStudy().Judge("quick", Finals(("next-token", [one]), ("2 heads", [two]), ("3 heads", [three]), ("token-order", [1.9]))).Reproduced);

    private static Dictionary<string, IReadOnlyList<double>> Finals(params (string Arm, double[] Values)[] arms) =>
        arms.ToDictionary(arm => arm.Arm, arm => (IReadOnlyList<double>)arm.Values);
}
