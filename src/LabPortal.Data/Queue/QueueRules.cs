using LabPortal.Data.Workers;

namespace LabPortal.Data.Queue;

/// <summary>What administrators have laid down for the whole queue; a setting of the lab.</summary>
public sealed record QueueRules
{
    public const string Key = "queue";
    public const int MostRuns = 10_000;

    public static readonly QueueRules None = new();

    /// <summary>Nothing new begins; what trains goes on.</summary>
    public bool IsPaused { get; init; }

    public string? PausedBy { get; init; }
    public DateTime? PausedAt { get; init; }

    /// <summary>How many runs of one person train at once; null for as many as there is room for.</summary>
    public int? PerPerson { get; init; }

    /// <summary>Other numbers for single people, by the name that their experiments carry.</summary>
    public IReadOnlyDictionary<string, int> PerPersonOf { get; init; } = new Dictionary<string, int>();

    public IReadOnlyList<QueueWindow> Windows { get; init; } = [];

    /// <summary>Whether a run begins although its forecast needs more memory than a worker has.</summary>
    public bool IgnoresMemory { get; init; }

    public int? LimitOf(string person) => PerPersonOf.TryGetValue(person, out var own) ? own : PerPerson;

    /// <summary>What is wrong with them, by field; empty where nothing is.</summary>
    public IReadOnlyDictionary<string, string[]> Problems()
    {
        var problems = new Dictionary<string, string[]>();
        if (PerPerson is < 1 or > MostRuns) problems["perPerson"] = [$"Takes 1 to {MostRuns}, or nothing for no limit."];
        foreach (var (person, limit) in PerPersonOf.Where(own => own.Value is < 0 or > MostRuns))
            problems[$"perPersonOf.{person}"] = [$"Takes 0 to {MostRuns}, not {limit}."];
        foreach (var (window, i) in Windows.Select((window, i) => (window, i)))
            if (ProblemOf(window) is { } problem) problems[$"windows[{i}]"] = [problem];
        return problems;
    }

    private static string? ProblemOf(QueueWindow window) =>
        window.Slot is not (null or WorkerSlots.CpuKind or WorkerSlots.GpuKind) ? $"There is no slot \"{window.Slot}\": cpu, gpu, or none for both."
        : window.From == window.To ? "From and to are the same: that is always, or never."
        : !TimeZoneInfo.TryFindSystemTimeZoneById(window.Zone, out _) ? $"\"{window.Zone}\" is no time zone of this machine: write it as Europe/Berlin or UTC."
        : null;
}
