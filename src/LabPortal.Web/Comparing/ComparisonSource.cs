namespace LabPortal.Web.Comparing;

/// <summary>What is compared, as a URL says it: all arms of some experiments, or chosen runs.</summary>
/// <param name="Errors">What of the URL makes no sense: the field, and a sentence.</param>
public sealed record ComparisonSource(IReadOnlyList<Guid> Experiments, IReadOnlyList<int> Runs, IReadOnlyList<(string Field, string Message)> Errors)
{
    public bool IsEmpty => Experiments.Count == 0 && Runs.Count == 0;

    /// <summary>As a query string without its question mark.</summary>
    public string Query => Experiments.Count > 0 ? $"experiment={string.Join(',', Experiments)}" : $"runs={string.Join(',', Runs)}";

    /// <param name="experiments">May be given several times, and each may be a list with commas.</param>
    public static ComparisonSource Read(IEnumerable<string?>? experiments, string? runs)
    {
        var errors = new List<(string, string)>();
        var ids = Parts(experiments ?? []).Select(text => Guid.TryParse(text, out var id) ? (Guid?)id : Wrong<Guid>("experiment", $"\"{text}\" is not an experiment's id.")).OfType<Guid>().Distinct().ToList();
        var numbers = Parts([runs]).Select(text => int.TryParse(text, out var number) && number > 0 ? (int?)number : Wrong<int>("runs", $"\"{text}\" is not a run's number.")).OfType<int>().Distinct().ToList();
        return new ComparisonSource(ids, numbers, errors);

        T? Wrong<T>(string field, string message) where T : struct
        {
            errors.Add((field, message));
            return null;
        }
    }

    private static IEnumerable<string> Parts(IEnumerable<string?> lists) =>
        lists.OfType<string>().SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
