using System.Linq.Expressions;

namespace LabPortal.Data.Runs;

/// <summary>Orders runs by any column; runs without a value there come last, and newer runs first among equals.</summary>
internal static class RunOrder
{
    public static IQueryable<Run> Apply(LabDbContext db, IQueryable<Run> runs, RunField sort, bool descending)
    {
        if (sort == RunField.Number) return descending ? runs.OrderByDescending(r => r.Number) : runs.OrderBy(r => r.Number);
        switch (sort.Kind)
        {
            case RunFieldKind.Metric:
                var series = db.MetricSeries.Where(s => s.Name == sort.Name).Select(s => new { s.RunId, s.Last });
                var valued = runs.LeftJoin(series, r => r.Id, s => s.RunId, (r, s) => new { Run = r, s!.Last }).OrderBy(x => x.Last == null);
                return (descending ? valued.ThenByDescending(x => x.Last) : valued.ThenBy(x => x.Last)).ThenByDescending(x => x.Run.Number).Select(x => x.Run);
            case RunFieldKind.Option:
                var options = db.ArmOptions.Where(o => o.Path == sort.Name);
                var chosen = runs.LeftJoin(options, r => r.ArmId, o => o.ArmId, (r, o) => new { Run = r, o!.Number, o.Text }).OrderBy(x => x.Text == null);
                return (descending ? chosen.ThenByDescending(x => x.Number).ThenByDescending(x => x.Text) : chosen.ThenBy(x => x.Number).ThenBy(x => x.Text))
                    .ThenByDescending(x => x.Run.Number).Select(x => x.Run);
            case RunFieldKind.Tag: return By(runs, r => r.Tags.Any(t => t.Name == sort.Name), descending);
            default: return ByAttribute(runs, sort.Attribute!, descending);
        }
    }

    private static IQueryable<Run> ByAttribute(IQueryable<Run> runs, RunAttribute attribute, bool descending) =>
        attribute.Kind == RunValueKind.State ? By(runs, r => r.State, descending)
        : attribute.Value is { } value ? NullsLast(runs, value, descending)
        : attribute.Time is { } time ? NullsLast(runs, time, descending)
        : NullsLast(runs, attribute.Text!, descending);

    private static IQueryable<Run> NullsLast<TKey>(IQueryable<Run> runs, Expression<Func<Run, TKey>> key, bool descending)
    {
        var valued = runs.OrderBy(Predicates.IsNull(key));
        return (descending ? valued.ThenByDescending(key) : valued.ThenBy(key)).ThenByDescending(r => r.Number);
    }

    private static IQueryable<Run> By<TKey>(IQueryable<Run> runs, Expression<Func<Run, TKey>> key, bool descending) =>
        (descending ? runs.OrderByDescending(key) : runs.OrderBy(key)).ThenByDescending(r => r.Number);
}
