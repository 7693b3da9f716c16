using LabPortal.Training.Tasks;

namespace LabPortal.Training.Tests.Tasks;

public sealed class PathStarGraphsTests
{
    private static readonly PathStarOptions Large = new() { Degree = 2, PathLength = 5, Nodes = 50 };

    [Theory]
    [InlineData(2, 2, 50)]
    [InlineData(2, 3, 10)]
    [InlineData(2, 5, 50)]
    [InlineData(5, 3, 50)]
    [InlineData(3, 4, 10)]
    public void Draw_AnySize_IsAStarWithThePathInIt(int degree, int pathLength, int nodes)
    {
        var graphs = new PathStarGraphs(new PathStarOptions { Degree = degree, PathLength = pathLength, Nodes = nodes });
        for (var i = 0; i < 200; i++)
        {
            var (prompt, target) = graphs.Train(i, seed: 1);
            var edgeCount = degree * (pathLength - 1);
            Assert.Equal(3 * edgeCount + 3, prompt.Length);
            var edges = Enumerable.Range(0, edgeCount).Select(e => (From: prompt[3 * e], To: prompt[3 * e + 1])).ToArray();
            for (var e = 0; e < edgeCount - 1; e++)
                Assert.Equal(nodes, prompt[3 * e + 2]);
            Assert.Equal([nodes + 2, target[0], target[^1], nodes + 1], prompt[^4..]);
            Assert.Equal(pathLength, target.Length);
            Assert.All(target.Zip(target.Skip(1)), step => Assert.Contains((step.First, step.Second), edges));
            Assert.Equal(degree, edges.Count(edge => edge.From == target[0]));
            // Every node but the source is entered exactly once: the arms share nothing.
            Assert.Equal(edgeCount, edges.Select(edge => edge.To).Distinct().Count());
            Assert.DoesNotContain(target[0], edges.Select(edge => edge.To));
            Assert.Equal(1 + edgeCount, edges.SelectMany(edge => new[] { edge.From, edge.To }).Distinct().Count());
            Assert.All(edges, edge => Assert.InRange(edge.To, 0, nodes - 1));
        }
    }

    [Fact]
    public void Vocabulary_FiftyNodes_HasTheMarksOfTheReference()
    {
        var vocabulary = new PathStarGraphs(Large).Vocabulary;
        Assert.Equal(54, vocabulary.Size);
        Assert.Equal(["49", "|", "=", "/", "$"], vocabulary.Tokens.Skip(49));
        Assert.Equal(53, vocabulary.Dummy);
        Assert.Equal(new TaskShape(54, 27, 5), new PathStarTask(Large).Shape(null));
    }

    [Fact]
    public void Train_SamePositionAndSeed_IsTheSameExample()
    {
        var first = new PathStarGraphs(Large).Train(7, 3);
        var second = new PathStarGraphs(Large).Train(7, 3);
        Assert.Equal(first.Prompt, second.Prompt);
        Assert.NotEqual(first.Prompt, new PathStarGraphs(Large).Train(7, 4).Prompt);
        Assert.NotEqual(first.Prompt, new PathStarGraphs(Large).Train(8, 3).Prompt);
    }

    [Fact]
    public void Train_FixedSet_EveryEpochIsAPermutationOfIt()
    {
        var graphs = new PathStarGraphs(Large with { TrainingGraphs = 20 });
        string[] Epoch(int epoch) => Enumerable.Range(20 * epoch, 20).Select(i => string.Join(' ', graphs.Train(i, 1).Prompt)).ToArray();
        var (first, second) = (Epoch(0), Epoch(1));
        Assert.Equal(20, first.Distinct().Count());
        Assert.NotEqual(first, second);
        Assert.Equal(first.Order(), second.Order());
    }

    [Fact]
    public void Train_ManyGraphs_EveryLabelIsAsLikely()
    {
        var graphs = new PathStarGraphs(new PathStarOptions());
        var goals = Enumerable.Range(0, 20_000).Select(i => graphs.Train(i, 1).Target[^1]).CountBy(goal => goal).ToDictionary();
        // 2,000 expected for each; five standard deviations are 212.
        Assert.All(Enumerable.Range(0, 10), label => Assert.InRange(goals[label], 1788, 2212));
    }

    [Fact]
    public void HeldOut_AnotherPurpose_IsNotTheTrainingStream()
    {
        var graphs = new PathStarGraphs(Large);
        var training = Enumerable.Range(0, 500).Select(i => string.Join(' ', graphs.Train(i, 0).Prompt)).ToHashSet();
        Assert.DoesNotContain(graphs.HeldOut(500, 0), example => training.Contains(string.Join(' ', example.Prompt)));
    }

    [Fact]
    public void Judge_EachKindOfOutput_SaysWhatItIs()
    {
        var graphs = new PathStarGraphs(new PathStarOptions { Degree = 2, PathLength = 3, Nodes = 10 });
        // 2,8|5,2|5,9|9,3/5,8=5,2,8
        var example = new Example([2, 8, 10, 5, 2, 10, 5, 9, 10, 9, 3, 12, 5, 8, 11], [5, 2, 8]);
        Assert.Equal(new Grade(true, "correct"), graphs.Judge(example, [5, 2, 8]));
        Assert.Equal(new Grade(false, "the wrong arm"), graphs.Judge(example, [5, 9, 3]));
        Assert.Equal(new Grade(false, "not a path"), graphs.Judge(example, [5, 9, 8]));
        Assert.Equal(new Grade(false, "does not start at the source"), graphs.Judge(example, [2, 8, 8]));
        Assert.Equal([[Verdicts.Valid], [Verdicts.Valid], [], []], new[] { new[] { 5, 2, 8 }, [5, 9, 3], [5, 9, 8], [2, 8, 8] }
            .Select(output => graphs.Verdicts(example, output, seed: 1)));
    }

    [Fact]
    public void Solve_TypedPrompt_FindsThePathOrNothing()
    {
        var graphs = new PathStarGraphs(Large);
        Assert.All(graphs.HeldOut(50, 0), example => Assert.Equal(example.Target, graphs.Solve(example.Prompt)));
        var prompt = graphs.HeldOut(1, 0)[0].Prompt;
        Assert.Null(graphs.Solve(prompt[..^1]));
        Assert.Null(graphs.Solve([.. prompt[..^3], prompt[^2], prompt[^3], prompt[^1]])); // from goal to source there is no way
        Assert.Null(graphs.Solve([51, .. prompt[1..]]));
        Assert.Null(graphs.Solve([1, 2, 52, 2, 1, 50]));
        Assert.Null(graphs.Solve([1, 2, 50, 2, 1, 52, 3, 2, 51])); // round and round
    }

    [Fact]
    public void Verdicts_FixedTrainingSet_TellsWhatItHolds()
    {
        var graphs = new PathStarGraphs(Large with { TrainingGraphs = 30 });
        var trained = Enumerable.Range(0, 30).Select(i => graphs.Train(i, seed: 1)).ToArray();
        Assert.All(trained, example => Assert.Equal([Verdicts.Valid, Verdicts.Seen], graphs.Verdicts(example, example.Target, seed: 1)));
        Assert.All(trained, example => Assert.Equal([Verdicts.Valid, Verdicts.Novel], graphs.Verdicts(example, example.Target, seed: 2)));
        // The path of another training graph: seen, but no path here.
        Assert.Equal([Verdicts.Seen], graphs.Verdicts(trained[0] with { Target = [.. trained[1].Target[..1], .. trained[0].Target[1..]] }, trained[1].Target, seed: 1));
        Assert.Empty(graphs.Verdicts(trained[0], [.. trained[0].Target.Reverse()], seed: 1));
    }
}
