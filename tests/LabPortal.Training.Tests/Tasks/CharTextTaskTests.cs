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

    [SharedDataFact("text/tinyshakespeare.txt")]
    public void Open_Shakespeare_HasTheKnownSizes()
    {
        var windows = (CharTextWindows)Task(64).Open(SharedData.Find("text/tinyshakespeare.txt"));
        Assert.Equal(65, windows.Vocabulary.Size);
        Assert.Equal((1_003_854, 111_540), (windows.TrainingCharacters, windows.ValidationCharacters));
    }

    private static CharTextTask Task(int block) => new(new CharTextOptions { Corpus = new string('0', 64), Block = block });
}
