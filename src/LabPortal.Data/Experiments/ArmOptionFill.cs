using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Experiments;

/// <summary>Gives arms that an older version made the rows of their options.</summary>
internal static class ArmOptionFill
{
    private const int AtOnce = 200;

    public static async Task RunAsync(LabDbContext db, CancellationToken cancel)
    {
        var missing = await db.Arms.Where(a => a.Options.Count == 0 && a.SpecJson != "{}").Select(a => a.Id).ToListAsync(cancel);
        foreach (var some in missing.Chunk(AtOnce))
        {
            foreach (var arm in await db.Arms.Where(a => some.Contains(a.Id)).Select(a => new { a.Id, a.SpecJson }).ToListAsync(cancel))
                db.ArmOptions.AddRange(ArmOption.Of(arm.Id, arm.SpecJson));
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }
}
