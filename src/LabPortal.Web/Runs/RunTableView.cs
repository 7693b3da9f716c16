using System.Globalization;
using LabPortal.Data.Runs;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace LabPortal.Web.Runs;

/// <summary>How somebody looks at the run table: all of it is in the URL's query, and nothing else is.</summary>
public sealed record RunTableView
{
    public const int MostPins = 10, MostColumns = 60;

    public IReadOnlyList<RunFilter> Filters { get; init; } = [];
    public RunField Sort { get; init; } = RunField.Number;
    public bool Descending { get; init; } = true;
    public IReadOnlyList<RunField> Columns { get; init; } = RunColumns.Defaults;

    /// <summary>What the rows are grouped by; null for one row a run.</summary>
    public RunField? Group { get; init; }

    /// <summary>Whether groups show the standard deviation in place of the 95 % interval.</summary>
    public bool Deviation { get; init; }

    /// <summary>The numbers of the runs that stay on top.</summary>
    public IReadOnlyList<int> Pins { get; init; } = [];

    /// <summary>What could not be read in the query, by its parameter: a message for the user each.</summary>
    public IReadOnlyList<(string Field, string Message)> Problems { get; init; } = [];

    public RunTableQuery Query(int skip = 0, int take = 0) => new()
    {
        Filters = Filters, Sort = Sort, Descending = Descending, Columns = Columns, Skip = skip, Take = take,
    };

    public RunTableView With(RunFilter filter) => Filters.Contains(filter) ? this : this with { Filters = [.. Filters, filter] };

    public RunTableView Without(RunFilter filter) => this with { Filters = [.. Filters.Where(other => !other.Equals(filter))] };

    public static RunTableView Read(string uri) =>
        Read(QueryHelpers.ParseQuery(uri.Split('#')[0] is var plain && plain.IndexOf('?') is >= 0 and var at ? plain[at..] : ""));

    public static RunTableView Read(IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        var view = new RunTableView();
        var problems = new List<(string, string)>();
        foreach (var (name, values) in query)
            view = name.ToLowerInvariant() switch
            {
                "filter" => view with { Filters = [.. values.SelectMany(text => Filter(text, problems))] },
                "sort" => view with { Sort = Field(values, "sort", problems) ?? view.Sort },
                "up" => view with { Descending = !YesNo(values, "up", problems) },
                "cols" => view with { Columns = Fields(values.ToString(), problems) },
                "group" => view with { Group = Grouping(values, problems) },
                "sd" => view with { Deviation = YesNo(values, "sd", problems) },
                "pin" => view with { Pins = Numbers(values.ToString(), problems) },
                _ => view,
            };
        return view with { Problems = problems };
    }

    /// <summary>The query that gives this view, with its question mark; empty for the table as it comes.</summary>
    public string ToQuery()
    {
        var query = new QueryBuilder();
        foreach (var filter in Filters) query.Add("filter", filter.ToString());
        if (Sort != RunField.Number) query.Add("sort", Sort.ToString());
        if (!Descending) query.Add("up", "true");
        if (!Columns.SequenceEqual(RunColumns.Defaults)) query.Add("cols", string.Join(',', Columns.Select(field => Escape(field.ToString()))));
        if (Group is not null) query.Add("group", Group.ToString());
        if (Deviation) query.Add("sd", "true");
        if (Pins.Count > 0) query.Add("pin", string.Join(',', Pins));
        return query.ToString();
    }

    private static IEnumerable<RunFilter> Filter(string? text, List<(string, string)> problems)
    {
        if (string.IsNullOrWhiteSpace(text)) yield break;
        if (RunFilter.TryParse(text, out var filter, out var problem)) yield return filter;
        else problems.Add(("filter", problem));
    }

    private static RunField? Field(StringValues values, string parameter, List<(string, string)> problems)
    {
        if (RunField.TryParse(values.ToString(), out var field, out var problem)) return field;
        problems.Add((parameter, problem));
        return null;
    }

    private static IReadOnlyList<RunField> Fields(string list, List<(string, string)> problems)
    {
        var fields = list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => Field(Uri.UnescapeDataString(name), "cols", problems)).OfType<RunField>().Distinct().ToList();
        if (fields.Count > MostColumns) problems.Add(("cols", $"A table shows at most {MostColumns} columns; the first {MostColumns} of {fields.Count} are here."));
        return [.. fields.Take(MostColumns)];
    }

    private static RunField? Grouping(StringValues values, List<(string, string)> problems)
    {
        if (Field(values, "group", problems) is not { } field) return null;
        if (RunGroups.Knows(field)) return field;
        problems.Add(("group", $"Runs cannot be grouped by {field}: group by arm, by experiment or by an option, such as training.learningRate."));
        return null;
    }

    private static IReadOnlyList<int> Numbers(string list, List<(string, string)> problems)
    {
        var texts = list.Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (texts.FirstOrDefault(text => !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)) is { } wrong)
            problems.Add(("pin", $"\"{wrong}\" is no run's number: pin takes numbers, such as pin=12,15."));
        return [.. texts.Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).Where(number => number > 0).Distinct().Take(MostPins)];
    }

    private static bool YesNo(StringValues values, string parameter, List<(string, string)> problems)
    {
        if (bool.TryParse(values.ToString(), out var yes)) return yes;
        problems.Add((parameter, $"\"{values}\" is neither true nor false."));
        return false;
    }

    private static string Escape(string name) => name.Replace("%", "%25").Replace(",", "%2C");
}
