namespace LabPortal.Web.Shell;

/// <summary>One shortcut, or a few that belong together.</summary>
/// <param name="Keys">One after another, or with a plus; alternatives have a slash between them.</param>
/// <param name="Where">The part of the portal in which it works.</param>
/// <param name="Url">Where it leads; the keys are <c>g</c> and a letter then.</param>
public sealed record Shortcut(string Keys, string What, string Where = Shortcut.Anywhere, string? Url = null)
{
    public const string Anywhere = "Anywhere", GoTo = "Go to";

    /// <summary>What the list shows and what the keys do: the script takes the letters that lead somewhere from here.</summary>
    public static readonly IReadOnlyList<Shortcut> All =
    [
        new("Ctrl+K / /", "Search and go anywhere"),
        new("? / Ctrl+/", "This list"),
        new("Ctrl+.", "Narrow or widen the navigation"),
        new("Alt+M", "Light or dark"),
        new("Ctrl+Z", "Undo what a message offers to undo"),
        new("Esc", "Close a menu, a dialog, a chart in full"),
        new("g h", "Home", GoTo, Urls.Home),
        new("g s", "Studies", GoTo, Urls.Studies),
        new("g e", "Experiments", GoTo, Urls.Experiments),
        new("g n", "New experiment", GoTo, Urls.NewExperiment),
        new("g r", "Runs", GoTo, Urls.Runs),
        new("g c", "Compare", GoTo, Urls.Compare),
        new("g d", "Datasets", GoTo, Urls.Datasets),
        new("g p", "Playground", GoTo, Urls.Playground),
        new("g w", "Workers and queue", GoTo, Urls.Workers),
        new("j / k", "Next and previous row", "Runs and samples"),
        new("Enter", "Open the row", "Runs and samples"),
        new("x", "Select the row; with shift, all from the last one on", "Runs and samples"),
        new("[ / ]", "An earlier and a later checkpoint", "Runs and samples"),
        new("c", "Compact or full samples", "Runs and samples"),
        new("n / p", "Next and previous setting that differs", "Compare"),
        new("← / →", "From token to token; ↑ and ↓ between the two rows", "Playground"),
        new("Enter", "Choose the token", "Playground"),
        new("Double click", "Back from the zoom", "Charts"),
        new("← / →", "Previous and next chart, in full", "Charts"),
    ];

    /// <summary>The letters after <c>g</c> with where they lead, for the script.</summary>
    public static IReadOnlyDictionary<string, string> Letters { get; } = All.Where(one => one.Url is not null).ToDictionary(one => one.Keys["g ".Length..], one => one.Url!);
}
