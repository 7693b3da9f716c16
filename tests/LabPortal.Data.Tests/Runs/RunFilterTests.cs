using LabPortal.Data.Runs;

namespace LabPortal.Data.Tests.Runs;

public sealed class RunFilterTests
{
    [Theory]
    [InlineData("eval/accuracy >= 0.9", "eval/accuracy >= 0.9")]
    [InlineData("  eval/accuracy>=0.9 ", "eval/accuracy >= 0.9")]
    [InlineData("state = failed, cancelled", "state = failed, cancelled")]
    [InlineData("State=Failed", "state = Failed")]
    [InlineData("training.learningRate = 0.001", "training.learningRate = 0.001")]
    [InlineData("tag != baseline", "tags != baseline")]
    [InlineData("tag:baseline = yes", "tag:baseline = yes")]
    [InlineData("metric:loss < 2", "metric:loss < 2")]
    [InlineData("started >= 2 d ago", "started >= 2 d ago")]
    [InlineData("started = 2026-11-21", "started = 2026-11-21")]
    [InlineData("duration > 10 min", "duration > 10 min")]
    [InlineData("arm = \"a, b\"", "arm = \"a, b\"")]
    [InlineData("arm = \"say \"\"hi\"\"\"", "arm = \"say \"\"hi\"\"\"")]
    [InlineData("\"odd = name/x\" > 1", "\"odd = name/x\" > 1")]
    [InlineData("pitfalls", "pitfalls")]
    [InlineData("text ~ \"a = b\"", "text ~ \"a = b\"")]
    [InlineData("eval/loss = nan, none", "eval/loss = nan, none")]
    [InlineData("archived = any", "archived = any")]
    public void Filter_Written_ReadsBackAsItself(string text, string written)
    {
        Assert.True(RunFilter.TryParse(text, out var filter, out var problem), problem);
        Assert.Equal(written, filter.ToString());
        Assert.True(RunFilter.TryParse(filter.ToString(), out var again, out _));
        Assert.Equal(filter, again);
    }

    [Theory]
    [InlineData("stat = failed", "There is no column \"stat\"")]
    [InlineData("state = broken", "\"broken\" is no state: there are draft, queued")]
    [InlineData("state = 3", "\"3\" is no state")]
    [InlineData("state > failed", "A state is compared with = or !=")]
    [InlineData("eval/accuracy >= high", "\"high\" is no number")]
    [InlineData("eval/accuracy >= none", "\"none\" is no number")]
    [InlineData("eval/accuracy ~ 0.9", "eval/accuracy is no text")]
    [InlineData("eval/accuracy >=", "It compares with nothing")]
    [InlineData("eval/accuracy >= 1, 2", ">= takes one value")]
    [InlineData("seed = one", "\"one\" is no number")]
    [InlineData("started > yesterday", "\"yesterday\" is no time")]
    [InlineData("duration > 3 parsecs", "\"3 parsecs\" is no span of time")]
    [InlineData("arm > forward", "arm is text")]
    [InlineData("archived = maybe", "\"maybe\" is neither yes nor no nor any")]
    [InlineData("tag:x = 3", "\"3\" is neither yes nor no")]
    [InlineData("training.learningRate > small", "\"small\" is no number")]
    [InlineData("= 3", "It names no column")]
    public void Filter_Wrong_IsNamedWithItsReason(string text, string reason)
    {
        Assert.False(RunFilter.TryParse(text, out _, out var problem));
        Assert.StartsWith($"The filter \"{text}\" cannot be used. ", problem);
        Assert.Contains(reason, problem);
    }
}
