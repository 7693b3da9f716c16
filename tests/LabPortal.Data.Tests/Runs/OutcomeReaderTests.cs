using LabPortal.Data.Runs;

namespace LabPortal.Data.Tests.Runs;

public sealed class OutcomeReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(501)]
    public async Task OfRuns_WrittenOutcomes_ComeBackAsTheyWere(int count)
    {
        await using var lab = await TempLab.CreateAsync();
        var (judged, unjudged, none) = (await lab.ClaimNewAsync(), await lab.ClaimNewAsync(), await lab.ClaimNewAsync());
        var random = new Random(count);
        var right = Enumerable.Range(0, count).Select(_ => random.Next(2) == 1).ToArray();
        var loss = Enumerable.Range(0, count).Select(_ => random.NextSingle()).Prepend(float.NaN).Take(count).ToArray();
        await WriteAsync(lab, judged, 1, 100, [!right[0], .. right[1..]], loss);
        await WriteAsync(lab, judged, 2, 200, right, loss);
        await WriteAsync(lab, unjudged, 1, 50, null, loss);
        var open = await lab.ClaimNewAsync();
        var flags = loss.Select((_, i) => (byte)(i % 32)).ToArray();
        await WriteAsync(lab, open, 1, 50, right, loss, flags);

        var read = await lab.Get<OutcomeReader>().OfRunsAsync([judged.RunId, unjudged.RunId, open.RunId, none.RunId]);

        Assert.Equal(3, read.Count);
        Assert.Equal((200, "set", count), (read[judged.RunId].Step, read[judged.RunId].EvaluationSet, read[judged.RunId].Count));
        Assert.Equal(right, read[judged.RunId].Right());
        Assert.Equal(loss, read[judged.RunId].Loss());
        Assert.Null(read[unjudged.RunId].Right());
        Assert.Null(read[judged.RunId].OpenFlags);
        Assert.Equal(flags, read[open.RunId].OpenFlags);
        Assert.Equal(loss, read[unjudged.RunId].Loss());
    }

    private static Task WriteAsync(TempLab lab, AttemptLease lease, long batch, long step, bool[]? right, float[] loss, byte[]? open = null) =>
        lab.Get<AttemptWriter>().WriteAsync(lease, new AttemptBatch(batch) { Outcomes = ExampleOutcomes.Of(default, step, "set", right, loss, open) });
}
