using LabPortal.Training.Objectives;
using LabPortal.Training.Tasks;
using LabPortal.Training.Transforms;

namespace LabPortal.Training.Tests.Objectives;

/// <summary>The worked example of the reference layout: 50 labels, degree 2, path 5.</summary>
public sealed class PreparedRowsTests
{
    private const int Dummy = 53;

    private static readonly int[] Prompt =
        [32, 3, 50, 16, 12, 50, 3, 19, 50, 32, 34, 50, 34, 6, 50, 6, 16, 50, 19, 47, 50, 47, 28, 52, 32, 12, 51];

    private static readonly Example Example = new(Prompt, [32, 34, 6, 16, 12]);

    private static readonly Vocabulary Vocabulary =
        new PathStarGraphs(new PathStarOptions { Degree = 2, PathLength = 5, Nodes = 50 }).Vocabulary;

    [Fact]
    public void NextToken_WorkedExample_ShowsAllButTheLastToken()
    {
        var rows = Prepare(new NextTokenObjective(), Example);
        Assert.Equal((31, 5), (rows.Length, rows.Supervised));
        Assert.Equal([.. Ids(Prompt), 32, 34, 6, 16], rows.Inputs);
        Assert.Equal([32, 34, 6, 16, 12], rows.Labels);
    }

    [Fact]
    public void Teacherless_WorkedExample_HidesTheTarget()
    {
        var rows = Prepare(new TeacherlessObjective(new TeacherlessOptions()), Example);
        Assert.Equal([.. Ids(Prompt), Dummy, Dummy, Dummy, Dummy], rows.Inputs);
        Assert.Equal([32, 34, 6, 16, 12], rows.Labels);
    }

    [Fact]
    public void ReverseTarget_WorkedExample_TurnsTheTargetAndLeavesThePrompt()
    {
        var reverse = new ReverseTargetTransform();
        var rows = Prepare(new NextTokenObjective(), reverse.Apply(Example, Vocabulary, new Occasion(0, Purpose.Transform, 0)));
        Assert.Equal([.. Ids(Prompt), 12, 16, 6, 34], rows.Inputs);
        Assert.Equal([12, 16, 6, 34, 32], rows.Labels);
        Assert.Equal(Example.Target, reverse.Restore([12, 16, 6, 34, 32]));
    }

    [Theory]
    [InlineData(1, 6, 3)]
    [InlineData(2, 6, 4)]
    [InlineData(0.5, 6, 2)]
    public void Teacherless_Mixed_HasDummyRowsAtTheRatio(double ratio, int rowCount, int dummies)
    {
        var objective = new TeacherlessObjective(new TeacherlessOptions { Mode = TeacherlessMode.Mixed, Ratio = ratio });
        var rows = Prepare(objective, Enumerable.Repeat(Example, rowCount).ToArray());
        Assert.Equal(dummies, rows.Inputs.Chunk(31).Count(row => row[27..].All(token => token == Dummy)));
        Assert.Equal(rowCount - dummies, rows.Inputs.Chunk(31).Count(row => row[27..].SequenceEqual([32L, 34, 6, 16])));
    }

    [Fact]
    public void NextToken_UnequalExamples_ArePaddedAndNotSupervisedThere()
    {
        var batch = new ExampleBatch([new Example([1, 2], [3, 4, 5]), new Example([6], [7])], pad: 9);
        var rows = new NextTokenObjective().Prepare(batch, new Vocabulary(["0"], 9), new SeededRandom(0, Purpose.Step));
        Assert.Equal([1, 2, 3, 4, 9, 6, 7, 9], rows.Inputs);
        Assert.Equal([3, 4, 5, 7, 9, 9], rows.Labels);
        Assert.Equal([1f, 1, 1, 1, 0, 0], rows.Weights!);
        Assert.Throws<TrainingException>(() => new ExampleBatch([new Example([1, 2], [3]), new Example([6], [7])]));
    }

    [Fact]
    public void Teacherless_MixedMiddle_SupervisesWhatADummyHides()
    {
        var objective = new TeacherlessObjective(new TeacherlessOptions { Mode = TeacherlessMode.Mixed, Span = TeacherlessSpan.Middle });
        var rows = Prepare(objective, Example, Example);
        Assert.Equal([0f, 1, 1, 1, 0, 1, 1, 1, 1, 1], rows.Weights!);
    }

    [Fact]
    public void Extend_VocabularyWithoutDummy_AddsOne()
    {
        var plain = new Vocabulary(["a", "b"]);
        var extended = new TeacherlessObjective(new TeacherlessOptions()).Extend(plain);
        Assert.Equal((3, 2), (extended.Size, extended.Dummy));
    }

    private static IEnumerable<long> Ids(int[] tokens) => tokens.Select(token => (long)token);

    private static TrainingRows Prepare(IObjective objective, params Example[] examples) =>
        objective.Prepare(new ExampleBatch(examples), Vocabulary, new SeededRandom(0, Purpose.Step));
}
