using LabPortal.Training.Tasks;

namespace LabPortal.Training.Tests.Tasks;

public sealed class SiblingDataTests
{
    private static readonly SiblingOptions Small = new() { Parents = 3, Children = 4, Triples = 10 };

    [Fact]
    public void Train_OneEpoch_IsEachTripleOfTheSetOnce()
    {
        var data = new SiblingData(Small);
        var epoch = Enumerable.Range(0, 10).Select(i => Text(data, data.Train(i, 5).Target)).ToList();
        Assert.Equal(10, epoch.Distinct().Count());
        Assert.Equal(epoch.Order(), Enumerable.Range(10, 10).Select(i => Text(data, data.Train(i, 5).Target)).Order());
        Assert.Equal(epoch.Order(), Enumerable.Range(0, 10).Select(i => Text(new SiblingData(Small), new SiblingData(Small).Train(i, 6).Target)).Order());
    }

    [Fact]
    public void Train_TheSameRowInTwoEpochs_HasTheSameNumber()
    {
        var data = new SiblingData(Small);
        var rows = Enumerable.Range(0, 30).Select(i => data.Train(i, 5)).ToLookup(example => example.Row, example => Text(data, example.Target));
        Assert.Equal(10, rows.Count);
        Assert.All(rows, row => Assert.Single(row.Distinct()));
    }

    [Fact]
    public void HeldOut_Any_IsAValidTripleThatTrainingNeverShows()
    {
        var data = new SiblingData(Small);
        Assert.All(data.HeldOut(200, 1), example => Assert.True(data.Read(example.Target).IsNew));
        Assert.All(Enumerable.Range(0, 10), i => Assert.True(data.Read(data.Train(i, 1).Target) is { IsValid: true, IsSeen: true }));
    }

    [Theory]
    [InlineData("b0 c0 a0 </a>", true, "")]
    [InlineData("b4 c7 a1 </a>", true, "")]
    [InlineData("b4 c0 a1 </a>", false, "children of different parents")]
    [InlineData("b4 c7 a0 </a>", false, "children of different parents")]
    [InlineData("c7 b4 a1 </a>", false, "not two children and a parent")]
    [InlineData("b4 c7 a1 a1", false, "not two children and a parent")]
    public void Read_AnAnswer_SaysWhetherItIsAFamily(string answer, bool valid, string note)
    {
        var data = new SiblingData(Small);
        var read = data.Read(answer.Split(' ').Select(token => data.Vocabulary.Tokens.ToList().IndexOf(token)).ToArray());
        Assert.Equal((valid, note), (read.IsValid, read.Note));
    }

    [Fact]
    public void Read_ParentFirst_TakesItFromTheFront()
    {
        var data = new SiblingData(Small with { ParentFirst = true });
        Assert.Equal("a", Text(data, data.Train(0, 1).Target)[..1]);
        Assert.True(data.Read(data.Train(0, 1).Target).IsSeen);
    }

    [Fact]
    public void Check_MoreTriplesThanThereAre_NamesFieldAndBound()
    {
        var error = Assert.Single(new SiblingOptions { Parents = 2, Children = 3, Triples = 18 }.Check());
        Assert.Equal("triples", error.Field);
        Assert.Contains("there are 18 in all. Use at most 4", error.Message);
    }

    private static string Text(SiblingData data, int[] tokens) => string.Join(' ', data.Vocabulary.Text(tokens));
}
