using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Runs;

/// <summary>What columns there are to choose from; a lab has thousands, so they are looked up here and never listed whole in a page.</summary>
public sealed class RunNames(IDbContextFactory<LabDbContext> contexts)
{
    // From one name to the next through the index: DISTINCT would read a row for every metric of every run.
    private const string Sql = """
        WITH RECURSIVE names(name) AS (
            SELECT min("Column") FROM "Table"
            UNION ALL
            SELECT (SELECT min("Column") FROM "Table" WHERE "Column" > names.name) FROM names WHERE names.name IS NOT NULL)
        SELECT name AS "Value" FROM names WHERE name IS NOT NULL AND lower(name) LIKE {0} ESCAPE '\' LIMIT {1}
        """;

    /// <param name="part">Text in the name; empty finds all.</param>
    public Task<IReadOnlyList<string>> MetricsAsync(string part, int take, CancellationToken cancel = default) => FindAsync("MetricSeries", "Name", part, take, cancel);

    public Task<IReadOnlyList<string>> OptionsAsync(string part, int take, CancellationToken cancel = default) => FindAsync("ArmOptions", "Path", part, take, cancel);

    public Task<IReadOnlyList<string>> TagsAsync(string part, int take, CancellationToken cancel = default) => FindAsync("RunTags", "Name", part, take, cancel);

    private async Task<IReadOnlyList<string>> FindAsync(string table, string column, string part, int take, CancellationToken cancel)
    {
        var pattern = "%" + part.ToLowerInvariant().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_") + "%";
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Database.SqlQueryRaw<string>(Sql.Replace("\"Table\"", $"\"{table}\"").Replace("\"Column\"", $"\"{column}\""), pattern, take).ToListAsync(cancel);
    }
}
