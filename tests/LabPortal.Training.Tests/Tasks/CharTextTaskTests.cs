using System.Text;
using LabPortal.Testing;
using LabPortal.Training.Tasks;

namespace LabPortal.Training.Tests.Tasks;

public sealed class CharTextTaskTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Open_Text_SplitsAtNineTenthsWithSortedSymbols()
    {
        File.WriteAllText(_file, new string('b', 90) + "aé😀" + new string('c', 7));
        var data = Task(block: 4).Open(_file);
        Assert.Equal(["a", "b", "c", "é", "😀"], data.Vocabulary.Tokens);
        Assert.All(Enumerable.Range(0, 50), i => Assert.All(data.Train(i, 1).Target, token => Assert.Equal(1, token)));
        Assert.All(data.HeldOut(50, 1), example => Assert.DoesNotContain(1, example.Target));
    }

    [Fact]
    public void Train_ManyWindows_ReachBothEnds()
    {
        File.WriteAllText(_file, new string('z', 100).Insert(0, "a").Insert(90, "b"));
        var data = Task(block: 4).Open(_file);
        var windows = Enumerable.Range(0, 5000).Select(i => data.Train(i, 1)).ToArray();
        Assert.Contains(windows, window => window.Prompt[0] == 0);
        Assert.Contains(windows, window => window.Target[^1] == 2 || window.Target[^1] == 1);
        Assert.All(windows, window => Assert.Equal((1, 4), (window.Prompt.Length, window.Target.Length)));
    }

    [Fact]
    public void Open_NotUtf8_SaysSo()
    {
        File.WriteAllBytes(_file, [0x61, 0xFF, 0x62]);
        Assert.Contains("not UTF-8", Assert.Throws<TrainingException>(() => Task(4).Open(_file)).Message);
    }

    [Fact]
    public void Open_TooShort_SaysHowToGoOn()
    {
        File.WriteAllText(_file, "short", Encoding.UTF8);
        Assert.Contains("smaller block", Assert.Throws<TrainingException>(() => Task(64).Open(_file)).Message);
    }

    [Fact]
    public void Open_MissingCorpus_SaysSo() =>
        Assert.Contains("missing", Assert.Throws<TrainingException>(() => Task(64).Open(null)).Message);

    [Fact]
    public void Verdicts_PieceOfTheTrainingText_IsSeenOnlyWhenLongEnough()
    {
        var random = new Random(1);
        var text = string.Concat(Enumerable.Range(0, 2000).Select(_ => (char)('a' + random.Next(26))));
        File.WriteAllText(_file, text);
        var data = Task(block: 64).Open(_file);
        int[] Ids(string piece) => [.. piece.Select(letter => letter - 'a')];
        IReadOnlyList<string> Verdicts(string output) => data.Verdicts(new Example([0], [0]), Ids(output), 1);
        for (var start = 100; start < 120; start++)
            for (var before = 0; before < 20; before += 7)
            {
                var noise = new string('z', before);
                Assert.Equal([LabPortal.Training.Tasks.Verdicts.Seen], Verdicts(noise + text[start..(start + 32)] + noise));
                Assert.Empty(Verdicts(noise + text[start..(start + 30)] + "zz"));
            }

        Assert.Equal([LabPortal.Training.Tasks.Verdicts.Seen], Verdicts(text[1768..1800]));
        Assert.Empty(Verdicts(text[1800..1860])); // held out
        Assert.Empty(Verdicts(""));
    }

    [SharedDataFact("text/tinyshakespeare.txt")]
    public void Open_Shakespeare_HasTheKnownSizes()
    {
        var windows = (CharTextWindows)Task(64).Open(SharedData.Find("text/tinyshakespeare.txt"));
        Assert.Equal(65, windows.Vocabulary.Size);
        Assert.Equal((1_003_854, 111_540), (windows.TrainingCharacters, windows.ValidationCharacters));
    }

    private static CharTextTask Task(int block) => new(new CharTextOptions { Corpus = new string('0', 64), Block = block });
}
