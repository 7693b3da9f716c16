using LabPortal.Data.Runs;
using LabPortal.Data.Settings;
using LabPortal.Data.Tests.Backups;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Tests.Runs;

public sealed class RetentionTests
{
    [Theory]
    [InlineData(true, new long[] { 2, 5, 6 })]
    [InlineData(false, new long[] { 1, 5, 6 })]
    public void Superfluous_BestAndNewest_AreKept(bool higherIsBetter, long[] kept)
    {
        var checkpoints = new[] { 0.1, 0.9, 0.4, 0.9, 0.3, double.NaN }.Select((score, i) =>
            new Checkpoint(Guid.Empty, i + 1, "", 1, DateTime.UnixEpoch) { Score = double.IsNaN(score) ? null : score }).ToList();
        var gone = new RetentionSettings(Newest: 2, Best: 1).Superfluous(checkpoints, higherIsBetter);
        Assert.Equal(kept, checkpoints.Except(gone).Select(checkpoint => checkpoint.Step));
    }

    [Fact]
    public async Task KeepCheckpoint_ARunThatGotWorse_KeepsItsBest()
    {
        await using var lab = await TempLab.CreateAsync();
        await lab.Get<SettingStore>().WriteAsync(RetentionSettings.Key, new RetentionSettings(2, 1));
        var lease = await lab.ClaimNewAsync();
        var writer = lab.Get<AttemptWriter>();
        var file = Path.Combine(lab.Folder, "checkpoint");
        foreach (var (accuracy, i) in new[] { 0.2, 0.8, 0.5, 0.4, 0.3 }.Select((accuracy, i) => (accuracy, i)))
        {
            await writer.WriteAsync(lease, new(i + 1) { Metrics = [new("eval/accuracy", i, accuracy, DateTime.UtcNow)] });
            await File.WriteAllTextAsync(file, $"weights {i}");
            await writer.KeepCheckpointAsync(lease, i, file, new Headline("eval/accuracy", HigherIsBetter: true));
        }

        await using var db = lab.Db();
        Assert.Equal([(1, 0.8), (3, 0.4), (4, 0.3)], (await db.Checkpoints.OrderBy(c => c.Step).ToListAsync()).Select(c => ((int)c.Step, c.Score!.Value)));
        Assert.Equal(3, await db.Artifacts.CountAsync());
    }

    [Theory]
    [InlineData(1, 0, "newest")]
    [InlineData(101, 0, "newest")]
    [InlineData(3, -1, "best")]
    public void Problems_OutOfRange_NameTheField(int newest, int best, string field) => Assert.Equal([field], new RetentionSettings(newest, best).Problems().Keys);

    [Fact]
    public async Task KeepCheckpoint_NothingIsSet_KeepsTheNewestThree()
    {
        await using var lab = await TempLab.CreateAsync();
        var lease = await lab.ClaimNewAsync();
        foreach (var step in new[] { 1, 2, 3, 4 }) await SavedLab.CheckpointAsync(lab, lease, step);
        await using var db = lab.Db();
        Assert.Equal([2, 3, 4], await db.Checkpoints.OrderBy(c => c.Step).Select(c => c.Step).ToListAsync());
    }
}
