using LabPortal.Training.Tasks;

namespace LabPortal.Training.Tests.Tasks;

public sealed class OpenScoresTests
{
    [Fact]
    public void Of_AFewAnswers_CountsByHand()
    {
        OpenAnswer[] answers = [New("x"), New("x"), New("y"), Seen("z"), Seen("z"), new(false, false, "w", "wrong"), new(false, true, "v", ""), New("u")];
        var scores = OpenScores.Of(answers);
        Assert.Equal(new OpenScores(3 / 8.0, 6 / 8.0, 4 / 8.0, 3 / 4.0, 4 / 8.0, 3 / 8.0), scores);
        Assert.Equal([29, 17, 29, 11, 3, 0, 2, 29], OpenScores.Flags(answers).Select(flags => (int)flags));
    }

    [Fact]
    public void Of_NothingNew_HasNoUniqueness() => Assert.Null(OpenScores.Of([Seen("a")]).Uniqueness);

    [Fact]
    public void Published_TheSameInTwoWritings_CountsTwice()
    {
        OpenAnswer[] answers = [New("x") with { Written = "1 2" }, New("x") with { Written = "2 1" }, new(false, false, "y", "") { IsLooselyValid = true }];
        Assert.Equal((1, 1), OpenScores.Published(answers));
        Assert.Equal(1 / 3.0, OpenScores.Of(answers).Creativity);
    }

    private static OpenAnswer New(string key) => new(true, false, key, "");

    private static OpenAnswer Seen(string key) => new(true, true, key, "");
}
