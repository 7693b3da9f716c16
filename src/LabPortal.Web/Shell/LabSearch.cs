using LabPortal.Data;
using LabPortal.Data.Runs;
using LabPortal.Data.Views;
using LabPortal.Training;
using LabPortal.Web.Curves;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Shell;

/// <summary>Finds what a lab has by a few letters of its name, or a run by its number.</summary>
public sealed class LabSearch(IDbContextFactory<LabDbContext> contexts, RunNames names, ViewStore views)
{
    private const int Each = 8;

    public static readonly IReadOnlyList<Hit> Pages =
    [
        new(Urls.Home, "home", "Home", "page"), new(Urls.Studies, "menu_book", "Studies", "page"), new(Urls.Experiments, "experiment", "Experiments", "page"),
        new(Urls.NewExperiment, "add", "New experiment", "page"), new(Urls.Runs, "table_rows", "Runs", "page"), new(Urls.Compare, "stacked_line_chart", "Compare", "page"),
        new(Urls.Datasets, "database", "Datasets", "page"), new(Urls.AddDataset, "upload_file", "Add a text", "page"), new(Urls.Playground, "psychology", "Playground", "page"), new(Urls.Workers, "memory", "Workers and queue", "page"),
        new(Urls.Account, "account_circle", "Account", "page"),
    ];

    /// <param name="who">Whose saved views are looked at; null for nobody's.</param>
    public async Task<IReadOnlyList<Hit>> FindAsync(string asked, ViewActor? who, CancellationToken cancel = default)
    {
        var text = asked.Trim();
        if (text.Length == 0)
            return Pages;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var numbered = int.TryParse(text.TrimStart('#'), out var number) ? await RunsAsync(db.Runs.Where(run => run.Number == number), cancel) : [];
        var low = text.ToLowerInvariant();
        return
        [
            .. numbered,
            .. Pages.Where(page => Has(page.Title, text)),
            .. Catalog.Studies.All.Where(study => Has(study.Title, text)).Select(study => new Hit(Urls.Study(study.Name), "menu_book", study.Title, "study")),
            .. await ExperimentsAsync(db, low, cancel),
            .. await CorporaAsync(db, low, cancel),
            .. numbered.Count > 0 ? [] : await RunsAsync(db.Runs.Where(run => run.Arm!.Name.ToLower().Contains(low)), cancel),
            .. who is null ? [] : (await views.ListAsync(who, cancel)).Where(view => Has(view.Name, text)).Take(Each).Select(view => new Hit($"{Urls.Runs}?{view.Query}", "bookmark", view.Name, "view of the runs")),
            .. (await names.TagsAsync(text, Each, cancel)).Select(tag => new Hit(Urls.RunsTagged(tag), "label", tag, "tag")),
            .. (await names.MetricsAsync(text, Each, cancel)).Select(name => new Hit(Urls.RunsWith(name), "show_chart", MetricNames.Title(name), "metric, as a column of the runs")),
        ];
    }

    private static async Task<List<Hit>> ExperimentsAsync(LabDbContext db, string low, CancellationToken cancel) =>
        (await db.Experiments.Where(one => one.Name.ToLower().Contains(low)).OrderByDescending(one => one.CreatedAt).Take(Each).Select(one => new { one.Id, one.Name, one.Version }).ToListAsync(cancel))
        .Select(one => new Hit(Urls.Experiment(one.Id), "experiment", one.Name, $"experiment v{one.Version}")).ToList();

    private static async Task<List<Hit>> CorporaAsync(LabDbContext db, string low, CancellationToken cancel) =>
        (await db.Corpora.Where(one => one.Name.ToLower().Contains(low)).OrderBy(one => one.Name).Take(Each).Select(one => new { one.Hash, one.Name }).ToListAsync(cancel))
        .Select(one => new Hit(Urls.Dataset(one.Hash), "database", one.Name, "text")).ToList();

    private static async Task<List<Hit>> RunsAsync(IQueryable<Run> found, CancellationToken cancel) =>
        (await found.OrderByDescending(run => run.Number).Take(Each).Select(run => new { run.Number, Arm = run.Arm!.Name, run.Seed, run.State }).ToListAsync(cancel))
        .Select(run => new Hit(Urls.Run(run.Number), "play_circle", $"Run {run.Number}: {run.Arm}, seed {run.Seed}", run.State.ToString().ToLowerInvariant())).ToList();

    private static bool Has(string title, string text) => title.Contains(text, StringComparison.OrdinalIgnoreCase);
}
