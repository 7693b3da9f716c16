using LabPortal.Data.Runs;
using LabPortal.Training.Tasks;
using LabPortal.Web.Comparing;

namespace LabPortal.Web.Tests.Comparing;

public sealed class PromptShareTests
{
    private static readonly OpenAnswer[] Answers =
        [new(true, false, "a", ""), new(true, false, "a", ""), new(true, false, "b", ""), new(true, true, "c", ""), new(false, false, "d", ""), new(true, true, "c", "")];

    [Theory]
    [InlineData("eval/creativity")]
    [InlineData("eval/coherence")]
    [InlineData("eval/novelty")]
    [InlineData("eval/diversity")]
    [InlineData("eval/memorisation")]
    public void Counts_OfAShareOfAllPrompts_AverageToTheMetric(string metric)
    {
        var share = PromptShare.Find(metric)!;
        Assert.True(share.IsMean);
        Assert.Equal(Scored(metric), share.Counts(Kept())!.Average(counts => counts ? 1.0 : 0), 12);
    }

    [Fact]
    public void Uniqueness_IsAShareOfTheNew()
    {
        var share = PromptShare.Find("eval/uniqueness")!;
        Assert.False(share.IsMean);
        var flags = share.Flags(Kept())!.Select(flag => (OpenFlags)flag).ToList();
        Assert.Equal(OpenScores.Of(Answers).Uniqueness!.Value, (double)flags.Count(flag => flag.HasFlag(share.Of)) / flags.Count(flag => flag.HasFlag(share.Among)), 12);
    }

    [Fact]
    public void Accuracy_IsToldFromWhatWasRight() =>
        Assert.Equal([true, false, true], PromptShare.Find("eval/accuracy")!.Counts(ExampleOutcomes.Of(Guid.NewGuid(), 1, "set", [true, false, true], new float[3]))!);

    [Fact]
    public void Test_OfAPart_ComparesPromptByPrompt()
    {
        var (a, b) = (TestComparison.Arm("a", 0.5), TestComparison.Arm("b", 0.2));
        var test = ExampleTest.Of(a, b, "eval/creativity", new Dictionary<Guid, ExampleOutcomes> { [a.Runs[0].Id] = Kept(a.Runs[0].Id, 60), [b.Runs[0].Id] = Kept(b.Runs[0].Id, 20) })!;
        Assert.Equal((100, 0.4), (test.Examples, Math.Round(test.Difference, 12)));
        Assert.Equal((40, 0), (test.Seeds[0].OnlyArm, test.Seeds[0].OnlyAgainst));
        Assert.True(test.Test.P < 0.001);
        Assert.False(ExampleTest.Has("eval/uniqueness"));
    }

    [Fact]
    public void Intervals_OfAnArm_NeedEverySeedsPrompts()
    {
        var arm = TestComparison.Arm("a", 0.6, 0.6);
        Dictionary<Guid, ExampleOutcomes> both = arm.Runs.ToDictionary(run => run.Id, run => ExampleOutcomes.Of(run.Id, 1, "set", [.. Enumerable.Range(0, 1000).Select(i => i < 600)], new float[1000]));
        // sqrt(0.6 × 0.4 / 2,000) = 0.010954: two seeds that agree, 1,000 prompts each.
        var (metric, interval) = Assert.Single(PromptIntervals.Of(arm, both));
        Assert.Equal("eval/accuracy", metric);
        Assert.Equal(0.6 - 1.96 * 0.010954, interval.Low, 0.003);
        Assert.Empty(PromptIntervals.Of(arm, both.Take(1).ToDictionary()));
    }

    private static double Scored(string metric)
    {
        var scores = OpenScores.Of(Answers);
        return metric switch { "eval/creativity" => scores.Creativity, "eval/coherence" => scores.Coherence, "eval/novelty" => scores.Novelty, "eval/diversity" => scores.Diversity, _ => scores.Memorisation };
    }

    private static ExampleOutcomes Kept() => ExampleOutcomes.Of(Guid.NewGuid(), 1, "set", null, new float[Answers.Length], [.. OpenScores.Flags(Answers).Select(flag => (byte)flag)]);

    private static ExampleOutcomes Kept(Guid run, int creative) =>
        ExampleOutcomes.Of(run, 1, "set", null, new float[100], [.. Enumerable.Range(0, 100).Select(i => (byte)(i < creative ? OpenFlags.Creative : OpenFlags.None))]);
}
