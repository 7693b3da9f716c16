namespace LabPortal.Data.Runs;

/// <summary>Says what is wrong with a filter before anything is read.</summary>
internal static class RunFilterCheck
{
    public static string? Problem(RunFilter filter)
    {
        if (filter.Values.Count == 0) return "It compares with nothing: write a value after the sign.";
        if (filter.Field is not { } field) return filter.Values[0].Length == 0 ? "It is empty." : null;
        if (RunComparisons.IsOrder(filter.Comparison) && filter.Values.Count > 1) return $"{RunComparisons.Write(filter.Comparison)} takes one value; = takes several.";
        return field.Kind switch
        {
            RunFieldKind.Metric => Number(filter),
            RunFieldKind.Tag => YesNo(filter),
            RunFieldKind.Option => RunComparisons.IsOrder(filter.Comparison) ? Number(filter) : null,
            _ => Attribute(filter, field.Attribute!.Kind),
        };
    }

    private static string? Attribute(RunFilter filter, RunValueKind kind) => kind switch
    {
        RunValueKind.Number => Number(filter),
        RunValueKind.Span => NoText(filter) ?? Each(filter, text => RunValue.Span(text) is not null, "is no span of time: write 90 s, 10 min, 2 h or 1 d"),
        RunValueKind.Time => NoText(filter) ?? Each(filter, text => RunValue.Time(text, DateTime.UnixEpoch) is not null, "is no time: write 2026-11-21, 2026-11-21 14:30 or 2 d ago"),
        RunValueKind.State => State(filter),
        RunValueKind.YesNo => YesNo(filter),
        _ => RunComparisons.IsOrder(filter.Comparison) ? $"{filter.Field} is text: compare it with =, !=, ~ or !~." : null,
    };

    private static string? Number(RunFilter filter) => NoText(filter) ?? Each(filter, text => RunValue.Number(text) is not null, "is no number");

    private static string? State(RunFilter filter) =>
        filter.Comparison is not (RunComparison.Equal or RunComparison.NotEqual) ? "A state is compared with = or !=."
        : Each(filter, text => RunValue.States(text).Count > 0, $"is no state: there are {string.Join(", ", Enum.GetNames<RunState>().Select(name => name.ToLowerInvariant()))} and active");

    private static string? YesNo(RunFilter filter) =>
        filter.Comparison != RunComparison.Equal || filter.Values.Count > 1 ? $"{filter.Field} takes = yes or = no."
        : filter.Values[0] is "yes" or "no" || filter.Field == RunFilters.Archived && filter.Values[0] is "any" ? null
        : $"\"{filter.Values[0]}\" is neither yes nor no{(filter.Field == RunFilters.Archived ? " nor any" : "")}.";

    private static string? NoText(RunFilter filter) =>
        RunComparisons.IsText(filter.Comparison) ? $"{filter.Field} is no text: compare it with =, !=, <, <=, > or >=." : null;

    private static string? Each(RunFilter filter, Func<string, bool> good, string problem) =>
        filter.Values.FirstOrDefault(value => !good(value) && !(value is RunFilter.None && !RunComparisons.IsOrder(filter.Comparison))) is { } wrong
            ? $"\"{wrong}\" {problem}." : null;
}
