using LabPortal.Training.Probes;
using LabPortal.Training.Running;
using LabPortal.Training.Tasks;

namespace LabPortal.Training.Tests.Probes;

/// <summary>Four examples with three target tokens, worked out by hand.</summary>
public sealed class ProbeTests
{
    private static readonly Evaluation Evaluation = new(
        Step: 10,
        Examples: Enumerable.Range(0, 4).Select(_ => new Example([9], [1, 2, 3])).ToList(),
        Forced: [[1, 2, 3], [1, 7, 3], [1, 7, 3], [1, 7, 7]],
        Loss: [[0, 1, 0], [0, 2, 0], [0, 3, 0], [0, 2, 4]],
        Free: [[1, 2, 3], [1, 7, 7], [1, 7, 3], [7, 2, 3]],
        Probabilities: [],
        Branch: 1);

    [Fact]
    public void PositionAccuracy_ByHand()
    {
        var json = new PositionAccuracyProbe().Measure(Evaluation)!;
        Assert.Equal("[1,0.25,0.75]", json["forced"]!.ToJsonString());
        Assert.Equal("[0.75,0.5,0.75]", json["free"]!.ToJsonString());
        Assert.Equal("[0,2,1]", json["loss"]!.ToJsonString());
        Assert.Equal("[1,2,3]", json["positions"]!.ToJsonString());
    }

    [Fact]
    public void CleverHans_ByHand()
    {
        var json = new CleverHansProbe().Measure(Evaluation)!;
        Assert.Equal((2, 0.25, 0.75, 0.5, 0.25), (
            (int)json["branchPosition"]!, (double)json["forcedBranch"]!, (double)json["forcedLater"]!, (double)json["gap"]!, (double)json["freeExact"]!));
    }

    [Fact]
    public void Snowball_ByHand()
    {
        // After a mistake: row 2 position 3 (wrong), row 3 position 3 (right), row 4 positions 2 and 3 (right). Without: rows 1 to 3.
        var json = new SnowballProbe().Measure(Evaluation)!;
        Assert.Equal((0.75, 4, 0.5, 4, 0.75), (
            (double)json["afterMistake"]!, (int)json["afterMistakeTokens"]!, (double)json["withoutMistake"]!,
            (int)json["withoutMistakeTokens"]!, (double)json["mistaken"]!));
    }

    [Fact]
    public void Heads_SeveralAndOne_AreSaidAndLeftOut()
    {
        var json = new HeadsProbe().Measure(Evaluation with { Heads = [new HeadScore(1.5, 0.5), new HeadScore(2.5, 0.25)] })!;
        Assert.Equal("""{"heads":[1,2],"loss":[1.5,2.5],"accuracy":[0.5,0.25]}""", json.ToJsonString());
        Assert.Null(new HeadsProbe().Measure(Evaluation));
    }

    [Fact]
    public void Measure_TextWithoutRightAnswers_SaysOnlyWhatItCan()
    {
        var text = Evaluation with { Free = null, Branch = null };
        Assert.Null(new CleverHansProbe().Measure(text));
        Assert.Null(new SnowballProbe().Measure(text));
        Assert.Null(new PositionAccuracyProbe().Measure(text)!["free"]);
    }
}
