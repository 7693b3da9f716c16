using LabPortal.Data.Runs;
using LabPortal.Web.Runs;

namespace LabPortal.Web;

/// <summary>Every link of the portal.</summary>
public static class Urls
{
    public const string Home = "/";
    public const string Studies = "/studies";
    public const string Experiments = "/experiments";
    public const string NewExperiment = "/experiments/new";
    public const string Runs = "/runs";
    public const string ActiveRuns = "/runs?filter=state%20%3D%20active";
    public const string Compare = "/compare";
    public const string Datasets = "/datasets";
    public const string AddDataset = "/datasets?add=upload";
    public const string Playground = "/playground";
    public const string Workers = "/workers";
    public const string Trash = "/trash";
    public const string Storage = "/admin/storage";
    public const string Account = "/account";
    public const string Users = "/admin/users";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string Setup = "/setup";
    public const string Invite = "/invite";

    public static string Dataset(string hash) => $"{Datasets}/{hash}";
    public static string DatasetContent(string hash) => $"/api/corpora/{hash}/content";
    public static string TrainOn(string corpus) => $"{NewExperiment}?template=nanogpt-cpu&corpus={corpus}";
    public static string Study(string name, string? budget = null) => $"{Studies}/{Uri.EscapeDataString(name)}" + (budget is null ? "" : $"?budget={Uri.EscapeDataString(budget)}");
    public static string Experiment(Guid id, string? tab = null) => $"{Experiments}/{id}" + (tab is null ? "" : $"?tab={tab}");
    public static string CopyExperiment(Guid id) => $"{NewExperiment}?from={id}";
    public static string CopyStudy(string name, string budget) => $"{NewExperiment}?study={Uri.EscapeDataString(name)}&budget={Uri.EscapeDataString(budget)}";
    public static string Run(int number, string? tab = null) => $"{Runs}/{number}" + (tab is null ? "" : $"?tab={tab}");
    public static string Ask(int run, long step) => $"{Playground}?run={run}&step={step}";
    public static string AskExample(int run, int example) => $"{Playground}?run={run}&example={example}";
    public static string RunsTagged(string tag) => $"{Runs}?filter={Uri.EscapeDataString(RunFilter.Write(new RunField(RunFieldKind.Attribute, "tags"), RunComparison.Equal, tag))}";
    public static string RunsWith(string metric) => $"{Runs}?cols=state,experiment,arm,seed,{Uri.EscapeDataString(metric)}";
    public static string RunsOf(Guid experiment) => $"{Runs}?filter={Uri.EscapeDataString($"experiment = {experiment}")}";
    public static string RunsOfArm(Guid experiment, string arm) => $"{RunsOf(experiment)}&filter={Uri.EscapeDataString(RunFilter.Write(RunGroups.Arm, RunComparison.Equal, arm))}";
    public static string RunTable(RunTableView view) => Runs + view.ToQuery();
    public static string RunTableCsv(RunTableView view) => "/api/runs.csv" + view.ToQuery();
    public static string RunTableJson(RunTableView view) => "/api/runs" + view.ToQuery();
    public static string Link(string key) => $"/l/{key}";
    public static string CompareExperiment(Guid id, string? tab = null) => $"{Compare}?experiment={id}" + (tab is null ? "" : $"&tab={tab}");
    /// <param name="query">The page's own; what it says of tabs and of what is compared is left out.</param>
    public static string Export(string file, Comparing.ComparisonSource source, string query) => $"/api/compare/{file}?{source.Query}" + string.Concat(
        query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(part => part.Split('=')[0] is "metric" or "baseline" or "pairs" or "see" or "comparable" or "rows" or "columns").Select(part => $"&{part}"));
    public static string CompareRuns(IEnumerable<int> numbers) => $"{Compare}?runs={string.Join(',', numbers)}";
}
