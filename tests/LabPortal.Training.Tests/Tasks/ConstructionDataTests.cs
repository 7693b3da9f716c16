using LabPortal.Training.Tasks;

namespace LabPortal.Training.Tests.Tasks;

public sealed class ConstructionDataTests
{
    [Theory]
    [InlineData("0 1 <sep> 1 2 <sep> 2 0 </a>", true, true, "")]
    [InlineData("2 1 <sep> 0 2 <sep> 0 1 </a>", true, true, "")]
    [InlineData("0 1 <sep> 1 0 </a> $ $ $", false, true, "a circle of 2 nodes instead of 3")]
    [InlineData("4 4 </a> $ $ $ $ $ $", false, true, "a circle of 1 nodes instead of 3")]
    [InlineData("0 1 <sep> 1 2 <sep> 2 3 </a>", false, false, "no circle")]
    [InlineData("0 1 <sep> 1 2 <sep> 2 0 <sep>", false, false, "not a list of edges")]
    [InlineData("0 <sep> 1 1 2 <sep> 2 0 </a>", false, false, "not a list of edges")]
    public void Circle_AnAnswer_IsJudgedByOurRuleAndThePublishedOne(string answer, bool valid, bool loosely, string note) =>
        Check(new ConstructionData(new CircleOptions { Names = 6, Edges = 3, Rows = 5 }), answer, valid, loosely, note);

    [Theory]
    [InlineData("0 1 <sep> 1 2 <sep> 2 3 </a>", true, true, "")]
    [InlineData("2 3 <sep> 1 0 <sep> 1 2 </a>", true, true, "")]
    [InlineData("0 1 </a> $ $ $ $ $ $", false, true, "a line of 2 nodes instead of 4")]
    [InlineData("0 1 <sep> 1 2 <sep> 2 0 </a>", false, false, "no line")]
    [InlineData("0 1 <sep> 2 3 <sep> 4 5 </a>", false, false, "no line")]
    public void Line_AnAnswer_IsJudgedByOurRuleAndThePublishedOne(string answer, bool valid, bool loosely, string note) =>
        Check(new ConstructionData(new LineOptions { Names = 6, Edges = 3, Rows = 5 }), answer, valid, loosely, note);

    [Fact]
    public void Read_ATrainingAnswerUnderOtherNames_IsSeen()
    {
        var data = new ConstructionData(new LineOptions { Names = 6, Edges = 4, Rows = 1 });
        var trained = data.Train(0, 1).Target;
        var renamed = trained.Select(token => token < 6 ? (token + 2) % 6 : token).ToArray();
        Assert.True(data.Read(renamed) is { IsValid: true, IsSeen: true });
        Assert.Equal(data.Read(trained).Key, data.Read(renamed).Key);
        Assert.NotEqual(data.Read(trained).Written, data.Read(renamed).Written);
    }

    // Counted once with the published evaluator: 22 % of a perfect generator's circles are in the training set, 2.9 % of its lines.
    [Theory]
    [InlineData(true, 0.22, 0.02)]
    [InlineData(false, 0.029, 0.008)]
    public void Perfect_OfThePublishedSize_IsSeenAsOftenAsPublished(bool circle, double share, double within)
    {
        var data = new ConstructionData(circle ? new CircleOptions() : new LineOptions());
        var answers = Enumerable.Range(0, 3000).Select(i => data.Read(data.Perfect(new SeededRandom(3, Purpose.Generation, i)))).ToList();
        Assert.All(answers, answer => Assert.True(answer.IsValid));
        Assert.InRange(answers.Average(answer => answer.IsSeen ? 1.0 : 0), share - within, share + within);
    }

    [Fact]
    public void Check_MoreNodesThanNames_NamesFieldAndBound()
    {
        Assert.Contains("Use at most 9 edges", Assert.Single(new LineOptions { Edges = 10 }.Check()).Message);
        Assert.Empty(new CircleOptions { Edges = 10 }.Check());
        Assert.Equal("edges", Assert.Single(new CircleOptions { Edges = 11 }.Check()).Field);
    }

    [Theory]
    [InlineData(true, 3, 2)]
    [InlineData(true, 4, 6)]
    [InlineData(false, 3, 6)]
    [InlineData(false, 4, 24)]
    public void Patterns_AreThoseThatAGeneratorEverDraws(bool circle, int edges, int patterns)
    {
        ConstructionOptions options = circle ? new CircleOptions { Edges = edges, Rows = 1 } : new LineOptions { Edges = edges, Rows = 1 };
        var data = new ConstructionData(options);
        Assert.Equal(patterns, options.Patterns);
        Assert.Equal(patterns, Enumerable.Range(0, 600).Select(i => data.Read(data.Perfect(new SeededRandom(3, Purpose.Generation, i))).Key).Distinct().Count());
    }

    private static void Check(ConstructionData data, string answer, bool valid, bool loosely, string note)
    {
        var read = data.Read(answer.Split(' ').Select(token => data.Vocabulary.Tokens.ToList().IndexOf(token)).ToArray());
        Assert.Equal((valid, loosely, note), (read.IsValid, read.IsLooselyValid, read.Note));
    }
}
