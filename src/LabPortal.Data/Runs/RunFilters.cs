using System.Linq.Expressions;
using LabPortal.Data.Experiments;
using LabPortal.Data.Metrics;

namespace LabPortal.Data.Runs;

/// <summary>Narrows runs by filters, in the database.</summary>
internal static class RunFilters
{
    public static readonly RunField Archived = new(RunFieldKind.Attribute, "archived");

    /// <param name="now">What <c>2 d ago</c> counts from.</param>
    public static IQueryable<Run> Apply(LabDbContext db, IQueryable<Run> runs, IReadOnlyList<RunFilter> filters, DateTime now)
    {
        if (filters.All(filter => filter.Field != Archived)) runs = runs.Where(r => r.ArchivedAt == null);
        return filters.Aggregate(runs, (left, filter) => Apply(db, left, filter, now));
    }

    private static IQueryable<Run> Apply(LabDbContext db, IQueryable<Run> runs, RunFilter filter, DateTime now)
    {
        switch (filter.Field)
        {
            case null: return Text(runs, filter.Values[0]);
            case { Kind: RunFieldKind.Metric, Name: var metric }: return Metric(db, runs, filter, metric);
            case { Kind: RunFieldKind.Option, Name: var path }: return Option(db, runs, filter, path);
            case { Kind: RunFieldKind.Tag, Name: var tag }:
                var has = filter.Values[0] == "yes";
                return runs.Where(r => r.Tags.Any(t => t.Name == tag) == has);
        }

        var attribute = filter.Field.Attribute!;
        switch (attribute.Kind)
        {
            case RunValueKind.State:
                var states = filter.Values.SelectMany(RunValue.States).ToList();
                return filter.Comparison == RunComparison.Equal ? runs.Where(r => states.Contains(r.State)) : runs.Where(r => !states.Contains(r.State));
            case RunValueKind.YesNo: return filter.Values[0] switch { "yes" => runs.Where(r => r.ArchivedAt != null), "no" => runs.Where(r => r.ArchivedAt == null), _ => runs };
            case RunValueKind.Tags: return Tags(runs, filter);
            case RunValueKind.Time: return runs.Where(Times(attribute.Time!, filter, now));
            case RunValueKind.Text: return runs.Where(Texts(attribute, filter));
            default: return runs.Where(Numbers(attribute.Value!, filter));
        }
    }

    private static IQueryable<Run> Text(IQueryable<Run> runs, string text)
    {
        var number = int.TryParse(text.TrimStart('#'), out var parsed) ? parsed : -1;
        var low = text.ToLowerInvariant();
        return runs.Where(r => r.Number == number || r.Experiment!.Name.ToLower().Contains(low) || r.Arm!.Name.ToLower().Contains(low)
            || r.Tags.Any(t => t.Name.ToLower().Contains(low)));
    }

    private static IQueryable<Run> Metric(LabDbContext db, IQueryable<Run> runs, RunFilter filter, string name)
    {
        var series = db.MetricSeries.Where(s => s.Name == name && s.Count > 0);
        var positive = Positive(filter);
        var found = Any(positive, value => value == RunFilter.None ? null
            : RunValue.Number(value) is { } number && double.IsNaN(number) ? s => s.Last == null
            : Predicates.Compare<MetricSeries, double?>(s => s.Last, positive.Comparison, RunValue.Number(value)));
        var without = runs.Where(r => !series.Any(s => s.RunId == r.Id));
        var with = found is null ? runs.Where(r => false) : runs.Where(r => series.Where(found).Select(s => s.RunId).Contains(r.Id));
        return Decide(runs, filter, with, without);
    }

    private static IQueryable<Run> Option(LabDbContext db, IQueryable<Run> runs, RunFilter filter, string path)
    {
        var options = db.ArmOptions.Where(o => o.Path == path);
        var positive = Positive(filter);
        var found = Any(positive, value => value == RunFilter.None ? null
            : RunComparisons.IsText(positive.Comparison) ? Predicates.Contains<ArmOption>(o => o.Text, value)
            : RunValue.Number(value) is { } number ? Predicates.Compare<ArmOption, double?>(o => o.Number, positive.Comparison, number)
            : Predicates.Compare<ArmOption, string?>(o => o.Text, RunComparison.Equal, value));
        var without = runs.Where(r => !options.Any(o => o.ArmId == r.ArmId));
        var with = found is null ? runs.Where(r => false) : runs.Where(r => options.Where(found).Select(o => o.ArmId).Contains(r.ArmId));
        return Decide(runs, filter, with, without);
    }

    private static IQueryable<Run> Tags(IQueryable<Run> runs, RunFilter filter)
    {
        var positive = Positive(filter);
        var found = Any(positive, value => value == RunFilter.None ? null
            : RunComparisons.IsText(positive.Comparison) ? Predicates.Contains<RunTag>(t => t.Name, value)
            : Predicates.Compare<RunTag, string?>(t => t.Name, RunComparison.Equal, value));
        var with = found is null ? runs.Where(r => false) : runs.Where(r => r.Tags.AsQueryable().Any(found));
        return Decide(runs, filter, with, runs.Where(r => r.Tags.Count == 0));
    }

    private static Expression<Func<Run, bool>> Texts(RunAttribute attribute, RunFilter filter)
    {
        var positive = Positive(filter);
        return Signed(filter, Any(positive, value => value == RunFilter.None ? Predicates.IsNull(attribute.Text!)
            : RunComparisons.IsText(positive.Comparison) ? Predicates.Contains(attribute.Text!, value)
            : Guid.TryParse(value, out var id) && attribute.Id is { } key ? Predicates.Compare(key, RunComparison.Equal, id)
            : Predicates.Compare(attribute.Text!, RunComparison.Equal, value))!);
    }

    private static Expression<Func<Run, bool>> Numbers(Expression<Func<Run, double?>> key, RunFilter filter)
    {
        var positive = Positive(filter);
        return Signed(filter, Any(positive, value => value == RunFilter.None ? Predicates.IsNull(key) : Predicates.Compare(key, positive.Comparison, RunValue.Span(value)))!);
    }

    private static Expression<Func<Run, bool>> Times(Expression<Func<Run, DateTime?>> key, RunFilter filter, DateTime now)
    {
        var positive = Positive(filter);
        return Signed(filter, Any(positive, value =>
        {
            if (value == RunFilter.None) return Predicates.IsNull(key);
            var (from, length) = RunValue.Time(value, now)!.Value;
            return positive.Comparison switch
            {
                RunComparison.AtLeast => Predicates.Compare<Run, DateTime?>(key, RunComparison.AtLeast, from),
                RunComparison.Less => Predicates.Compare<Run, DateTime?>(key, RunComparison.Less, from),
                RunComparison.More => Predicates.Compare<Run, DateTime?>(key, RunComparison.AtLeast, from + length),
                RunComparison.AtMost => Predicates.Compare<Run, DateTime?>(key, RunComparison.Less, from + length),
                _ => Predicates.And(Predicates.Compare<Run, DateTime?>(key, RunComparison.AtLeast, from), Predicates.Compare<Run, DateTime?>(key, RunComparison.Less, from + length)),
            };
        })!);
    }

    private static bool IsNegative(RunFilter filter) => filter.Comparison is RunComparison.NotEqual or RunComparison.ContainsNot;

    private static RunFilter Positive(RunFilter filter) => filter.Comparison switch
    {
        RunComparison.NotEqual => filter with { Comparison = RunComparison.Equal },
        RunComparison.ContainsNot => filter with { Comparison = RunComparison.Contains },
        _ => filter,
    };

    private static Expression<Func<Run, bool>> Signed(RunFilter filter, Expression<Func<Run, bool>> found) =>
        IsNegative(filter) ? Predicates.Not(found) : found;

    private static IQueryable<Run> Decide(IQueryable<Run> runs, RunFilter filter, IQueryable<Run> with, IQueryable<Run> without)
    {
        var none = filter.Values.Contains(RunFilter.None);
        var found = filter.Values.All(value => value == RunFilter.None) ? without : none ? with.Union(without) : with;
        return IsNegative(filter) ? runs.Where(r => !found.Select(other => other.Id).Contains(r.Id)) : found;
    }

    // Null where no value gives a condition.
    private static Expression<Func<T, bool>>? Any<T>(RunFilter filter, Func<string, Expression<Func<T, bool>>?> condition) =>
        filter.Values.Select(condition).Where(one => one is not null).Aggregate((Expression<Func<T, bool>>?)null, (left, right) => left is null ? right : Predicates.Or(left, right!));
}
