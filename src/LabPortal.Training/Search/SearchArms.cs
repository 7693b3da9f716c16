using LabPortal.Training.Running;
using LabPortal.Training.Specs;

namespace LabPortal.Training.Search;

/// <summary>Lays the points of a search over an experiment's arms: what comes of it are ordinary arms, named after their values.</summary>
internal static class SearchArms
{
    public static List<SpecArm> Lay(SearchSpace search, IReadOnlyList<SpecArm> arms, List<SpecError> errors)
    {
        var most = ExperimentSpec.MostArms / arms.Count;
        var (size, field) = search.Axes.Count > 0 && search.Options.Strategy == SearchStrategy.Random ? (search.Options.Count, "count") : (search.GridSize, "axes");
        if (size > most)
            errors.Add(new SpecError($"{SearchText.Field}.{field}", $"{size} points{(arms.Count > 1 ? $" for each of {arms.Count} arms" : "")} are more than the {ExperimentSpec.MostArms} arms that an experiment may have. Take at most {most}."));
        if (errors.Count > 0)
            return [];
        var points = search.Points();
        if (points.Count < size)
            errors.Add(new SpecError($"{SearchText.Field}.count", $"The axes have {points.Count} different points only. Draw at most so many, or use a grid."));
        if (search.Axes.Count == 0)
            return [.. arms];
        // Two values may look alike when they are cut.
        var names = points.Select((point, i) => points.Take(i).Any(before => before.Name == point.Name) ? $"{point.Name} #{i + 1}" : point.Name).ToList();
        return [.. arms.SelectMany(_ => points.Zip(names), (arm, point) => At(arm, point.First, point.Second, search, arms, errors))];
    }

    private static SpecArm At(SpecArm arm, SearchPoint point, string name, SearchSpace search, IReadOnlyList<SpecArm> arms, List<SpecError> errors)
    {
        string Named(string of) => arms.Count > 1 ? $"{of}, {name}" : name;
        var merged = SpecText.Merge(arm.Merged, point.Overrides())!.AsObject();
        // An arm that starts from another starts from it at the same point.
        if (merged["training"]?["from"]?.ToString() is { } from && StartPoint.Read(from)?.Arm is { } start && arms.Any(other => other.Name == start))
            merged["training"]!["from"] = new StartPoint(Named(start), null).ToString();
        var found = new List<SpecError>();
        var spec = RunSpec.Read(merged, Named(arm.Name), found);
        errors.AddRange(found.Select(error => Placed(error, point, search)).Except(errors).ToList());
        return new SpecArm(spec.Arm, merged, spec);
    }

    // What is wrong with a value is said at the value; what two values make of each other, at the axes.
    private static SpecError Placed(SpecError error, SearchPoint point, SearchSpace search)
    {
        foreach (var (i, axis) in search.Axes.Index())
        {
            var at = $"{SearchText.Axes}[{i}]";
            if (IsUnknown(error) && (axis.Path == error.Field || Below(axis.Path, error.Field)))
                return new SpecError($"{at}.path", error.Message);
            if (error.Field != axis.Path && !Below(error.Field, axis.Path))
                continue;
            var place = axis.Values is { } values ? values.Index().First(value => value.Item == point.Values[i].Value).Index : (int?)null;
            return new SpecError(place is null ? at : $"{at}.values[{place}]", error.Field == axis.Path ? error.Message : $"{error.Field}: {error.Message}");
        }

        return new SpecError(SearchText.Axes, $"At {point.Name}: {error}");
    }

    private static bool Below(string path, string above) => path.StartsWith(above, StringComparison.Ordinal) && path.Length > above.Length && (path[above.Length] is '.' or '[');

    private static bool IsUnknown(SpecError error) => error.Message.StartsWith("There is no such", StringComparison.Ordinal);
}
