using LabPortal.Data.Metrics;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Tests.Metrics;

public sealed class MetricStoreTests
{
    private static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Fact]
    public async Task Read_FewPoints_GivesEveryOneBitForBit()
    {
        await using var lab = await TempLab.CreateAsync();
        double[] values = [0.1, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, 1 / 3.0];
        var lease = await WriteAsync(lab, values, batch: 3);

        var curve = await ReadAsync(lab, lease, maxBuckets: 100);

        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), curve.Buckets.Select(b => BitConverter.DoubleToInt64Bits(b.First)));
        Assert.Equal(Enumerable.Range(1, 8).Select(i => (long)i), curve.Buckets.Select(b => b.FromStep));
        Assert.Equal(Start.AddMilliseconds(3), curve.Buckets[2].At);
        var series = (await lab.Get<IMetricStore>().SeriesAsync([lease.RunId])).Single();
        Assert.Equal((8, double.NegativeInfinity, double.PositiveInfinity), (series.Count, series.Min, series.Max));
    }

    [Fact]
    public async Task Read_LastValueNaN_IsNullInTheSeries()
    {
        await using var lab = await TempLab.CreateAsync();
        var lease = await WriteAsync(lab, [2, double.NaN], batch: 1);
        var series = (await lab.Get<IMetricStore>().SeriesAsync([lease.RunId])).Single();
        Assert.Equal((2, null, 2.0), (series.Count, series.Last, series.Max));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(2048)]
    [InlineData(5000)]
    [InlineData(40_000)]
    public async Task Read_AnyLengthAndWidth_AgreesWithThePointsThemselves(int count)
    {
        await using var lab = await TempLab.CreateAsync();
        var random = new Random(count);
        var values = Enumerable.Range(0, count).Select(i => i % 997 == 5 ? double.NaN : random.NextDouble()).ToArray();
        var lease = await WriteAsync(lab, values, batch: 700);

        foreach (var width in new[] { 1, 7, 200, 1000 })
        {
            var curve = await ReadAsync(lab, lease, width);
            Assert.Equal(count, curve.Count);
            Assert.InRange(curve.Buckets.Count, Math.Min(count, (width + 1) / 2), width);
            AssertCovers(curve.Buckets, values, from: 1);
        }
    }

    [Fact]
    public async Task Read_Range_GivesThatRangeFiner()
    {
        await using var lab = await TempLab.CreateAsync();
        var values = Enumerable.Range(0, 40_000).Select(i => Math.Sin(i)).ToArray();
        var lease = await WriteAsync(lab, values, batch: 2000);

        var all = await ReadAsync(lab, lease, 300, 30_001, 30_200);
        Assert.Equal(200, all.Buckets.Count);
        AssertCovers(all.Buckets, values, from: 30_001);

        var thinned = await ReadAsync(lab, lease, 50, 10_000, 20_000);
        Assert.InRange(thinned.Buckets.Count, 25, 50);
        Assert.True(thinned.Buckets[0].FromStep <= 10_000 && thinned.Buckets[^1].ToStep >= 20_000);
        Assert.Empty((await ReadAsync(lab, lease, 50, 90_000, null)).Buckets);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17_041)]
    [InlineData(99_999)]
    public async Task Read_OneSpikeAmongAHundredThousand_IsNeverHidden(int spike)
    {
        await using var lab = await TempLab.CreateAsync();
        var values = new double[100_000];
        values[spike] = 1e9;
        values[70_000] = double.NaN;
        var lease = await WriteAsync(lab, values, batch: 10_000);
        foreach (var width in new[] { 1, 10, 100, 1000 })
        {
            var buckets = (await ReadAsync(lab, lease, width)).Buckets;
            Assert.Equal(1e9, Assert.Single(buckets, b => b.FromStep <= spike + 1 && spike + 1 <= b.ToStep).Max);
            Assert.Equal(1, buckets.Sum(b => b.NaNs));
        }
    }

    [Fact]
    public async Task Read_ChartOfManyPoints_ReadsLittle()
    {
        await using var lab = await TempLab.CreateAsync();
        var random = new Random(1);
        var lease = await WriteAsync(lab, [.. Enumerable.Range(0, 200_000).Select(_ => (double)random.NextSingle())], batch: 20_000);
        var level = MetricPyramid.LevelFor(200_000, 300);
        await using var db = lab.Db();
        var read = await db.MetricChunks.Where(c => c.Level == level).SumAsync(c => c.Data.Length)
            + await db.MetricChunks.Where(c => c.Level < level && c.Count < MetricPyramid.ChunkLength).SumAsync(c => c.Data.Length);
        Assert.InRange(read, 1, 100_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(9_999)]
    [InlineData(20_000)]
    public async Task Truncate_ThenAppendAgain_EqualsAnUndisturbedCurve(int kept)
    {
        await using var lab = await TempLab.CreateAsync();
        var values = Enumerable.Range(0, 20_000).Select(i => Math.Cos(i * 0.37)).ToArray();
        var whole = await WriteAsync(lab, values, batch: 900);
        var disturbed = await WriteAsync(lab, [.. values[..kept], .. values[kept..].Select(v => v + 5)], batch: 800);

        await using (var write = (await FencedWrite.BeginAsync(lab.Contexts, disturbed, default))!)
        {
            await lab.Get<IMetricStore>().TruncateAsync(write, kept, default);
            await write.CommitAsync(default);
        }

        if (kept is > 0 and < 20_000)
        {
            var cut = (await lab.Get<IMetricStore>().SeriesAsync([disturbed.RunId])).Single();
            Assert.Equal((kept, kept, values[kept - 1], values[..kept].Min(), values[..kept].Max()), (cut.Count, cut.LastStep, cut.Last, cut.Min, cut.Max));
        }

        await AppendAsync(lab, disturbed, values[kept..], from: kept + 1, batch: 1100, firstBatch: 1000);

        foreach (var width in new[] { 13, 500, 20_000 })
            Assert.Equal((await ReadAsync(lab, whole, width)).Buckets, (await ReadAsync(lab, disturbed, width)).Buckets);
        Assert.Equal(await ShapeAsync(lab, whole), await ShapeAsync(lab, disturbed));
    }

    [Fact]
    public async Task Append_MetricsThatFillChunksTogetherOrNot_EachEqualsItselfAlone()
    {
        await using var lab = await TempLab.CreateAsync();
        var values = Enumerable.Range(0, 10_000).Select(i => Math.Cos(i * 0.37)).ToArray();
        var alone = await WriteAsync(lab, values, batch: 10_000);
        var together = await lab.ClaimNewAsync();
        var number = 0;
        foreach (var part in values.Index().Chunk(170))
        {
            var points = part.SelectMany(point => new[] { "loss", "absent", "third" }.Where(name => name != "third" || point.Index % 3 == 0)
                .Select(name => new MetricPoint(name, point.Index + 1, point.Item, Start.AddMilliseconds(point.Index + 1))));
            await lab.Get<AttemptWriter>().WriteAsync(together, new(++number) { Metrics = [.. points] });
        }

        var curves = await lab.Get<IMetricStore>().ReadAsync([together.RunId], ["loss", "absent", "third"], null, null, 200);
        Assert.Equal(3, curves.Count);
        foreach (var width in new[] { 20, 300, 10_000 })
            foreach (var curve in await lab.Get<IMetricStore>().ReadAsync([together.RunId], ["loss", "absent"], null, null, width))
                Assert.Equal((await ReadAsync(lab, alone, width)).Buckets, curve.Buckets);
        Assert.Equal(3334, curves.Single(curve => curve.Name == "third").Count);
        Assert.Equal((await ShapeAsync(lab, alone)).Concat(await ShapeAsync(lab, alone)).Order(), (await ShapeAsync(lab, together, "third")).Order());
    }

    [Fact]
    public async Task Append_StepGoesBack_IsRefusedWhole()
    {
        await using var lab = await TempLab.CreateAsync();
        var lease = await WriteAsync(lab, [1, 2, 3], batch: 3);
        var batch = new AttemptBatch(50) { Metrics = [new("other", 9, 1, Start), new("loss", 2, 1, Start)] };
        var error = await Assert.ThrowsAsync<ArgumentException>(() => lab.Get<AttemptWriter>().WriteAsync(lease, batch));
        Assert.Contains("loss went back from 3 to 2", error.Message);
        Assert.Equal("loss", (await lab.Get<IMetricStore>().SeriesAsync([lease.RunId])).Single().Name);
    }

    private static void AssertCovers(IReadOnlyList<MetricBucket> buckets, double[] values, long from)
    {
        var next = from;
        foreach (var bucket in buckets)
        {
            Assert.Equal(next, bucket.FromStep);
            Assert.Equal(bucket.Count, bucket.ToStep - bucket.FromStep + 1);
            var points = values.AsSpan((int)bucket.FromStep - 1, (int)bucket.Count).ToArray();
            var numbers = points.Where(p => !double.IsNaN(p)).DefaultIfEmpty(double.NaN).ToList();
            Assert.Equal((points[0], points[^1], numbers.Min(), numbers.Max(), points.Count(double.IsNaN)),
                (bucket.First, bucket.Last, bucket.Min, bucket.Max, (int)bucket.NaNs));
            next = bucket.ToStep + 1;
        }
    }

    private static async Task<AttemptLease> WriteAsync(TempLab lab, double[] values, int batch)
    {
        var lease = await lab.ClaimNewAsync();
        await AppendAsync(lab, lease, values, 1, batch, 1);
        return lease;
    }

    private static async Task AppendAsync(TempLab lab, AttemptLease lease, double[] values, long from, int batch, long firstBatch)
    {
        var points = values.Select((v, i) => new MetricPoint("loss", from + i, v, Start.AddMilliseconds(from + i))).ToList();
        foreach (var part in points.Chunk(batch))
            Assert.True((await lab.Get<AttemptWriter>().WriteAsync(lease, new(firstBatch++) { Metrics = part })).Held);
    }

    private static async Task<MetricCurve> ReadAsync(TempLab lab, AttemptLease lease, int maxBuckets, long? from = null, long? to = null) =>
        Assert.Single(await lab.Get<IMetricStore>().ReadAsync([lease.RunId], ["loss", "absent"], from, to, maxBuckets));

    private static async Task<List<(int, int, int, long)>> ShapeAsync(TempLab lab, AttemptLease lease, string without = "")
    {
        await using var db = lab.Db();
        var chunks = await db.MetricChunks.AsNoTracking()
            .Where(c => db.MetricSeries.Any(s => s.Id == c.SeriesId && s.RunId == lease.RunId && s.Name != without))
            .OrderBy(c => c.Level).ThenBy(c => c.Ordinal).ToListAsync();
        return [.. chunks.Select(c => (c.Level, c.Ordinal, c.Count, c.ToStep))];
    }
}
