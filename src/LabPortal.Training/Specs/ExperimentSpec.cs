using System.Text.Json.Nodes;
using LabPortal.Training.Options;
using LabPortal.Training.Search;

namespace LabPortal.Training.Specs;

/// <summary>A whole experiment: a base, the arms that differ from it, and the seeds that each arm runs with.</summary>
public sealed record ExperimentSpec
{
    /// <summary>In one experiment, those that a search makes among them.</summary>
    public const int MostArms = 200;

    private const int MostSeeds = 100;
    private readonly JsonObject _json;

    private ExperimentSpec(JsonObject json) => _json = json;

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>The arms with their overrides merged in, in the order of the spec.</summary>
    public required IReadOnlyList<RunSpec> Arms { get; init; }

    /// <summary>What made the arms of one, or stops them early; null where the arms are as they were written.</summary>
    public SearchSpace? Search { get; init; }

    public string ToJson() => _json.ToJsonString(OptionJson.Settings);

    /// <summary>Reads a spec; everything that is wrong comes back at once, each with its field.</summary>
    public static SpecResult<ExperimentSpec> Parse(string json)
    {
        var errors = new List<SpecError>();
        if (SpecText.Parse(json, errors) is not { } read)
            return new SpecResult<ExperimentSpec>(null, errors);
        var common = read.DeepClone().AsObject();
        foreach (var field in new[] { "name", "description", "seeds", "arms", SearchText.Field })
            common.Remove(field);

        var name = SpecText.String(read, "name", errors);
        var description = read["description"] is null ? null : SpecText.String(read, "description", errors);
        var seeds = ReadSeeds(read["seeds"], errors);
        var arms = ReadArms(read["arms"], common, errors);
        var search = SearchText.Read(read[SearchText.Field], errors);
        if (errors.Count == 0 && search is not null)
            arms = SearchArms.Lay(search, arms, errors);
        if (errors.Count == 0)
            errors.AddRange([.. StartCheck.Errors(arms.Select(arm => arm.Spec).ToList(), written: read["arms"] is JsonArray list && list.Count == arms.Count), .. search?.Halving?.Misfits(arms.Select(arm => arm.Spec).ToList(), seeds.Count)
                .Select(error => error with { Field = $"{SearchText.Halving}.{error.Field}".TrimEnd('.') }) ?? []]);
        return errors.Count > 0
            ? new SpecResult<ExperimentSpec>(null, errors)
            : new SpecResult<ExperimentSpec>(new ExperimentSpec(read) { Name = name!, Description = description, Seeds = seeds, Arms = [.. arms.Select(arm => arm.Spec)], Search = search }, errors);
    }

    private static List<long> ReadSeeds(JsonNode? node, List<SpecError> errors)
    {
        var seeds = new List<long>();
        if (node is not JsonArray list || list.Count is 0 or > MostSeeds)
        {
            errors.Add(new SpecError("seeds", $"Give 1 to {MostSeeds} seeds, such as [1, 2, 3]."));
            return seeds;
        }

        for (var i = 0; i < list.Count; i++)
            if (list[i] is not JsonValue value || !value.TryGetValue<int>(out var seed) || seed < 0)
                errors.Add(new SpecError($"seeds[{i}]", $"{list[i]?.ToJsonString() ?? "null"} is not a whole number from 0 to {int.MaxValue}."));
            else if (seeds.Contains(seed))
                errors.Add(new SpecError($"seeds[{i}]", $"{seed} stands twice. The same seed gives the same numbers: give each once."));
            else
                seeds.Add(seed);
        return seeds;
    }

    private static List<SpecArm> ReadArms(JsonNode? node, JsonObject common, List<SpecError> errors)
    {
        if (node is null or JsonArray { Count: 0 })
        {
            var only = (common["objective"] as JsonObject)?["name"]?.ToString() ?? "arm";
            return [new SpecArm(only, common, RunSpec.Read(common, only, errors))];
        }

        if (node is not JsonArray list || list.Count > MostArms)
        {
            errors.Add(new SpecError("arms", $"This is a list of at most {MostArms} overrides: [ {{ \"name\": …, \"objective\": {{ … }} }} ]."));
            return [];
        }

        // What is wrong with the base is said once, not again for every arm.
        var shared = new List<SpecError>();
        RunSpec.Read(common, "base", shared);
        errors.AddRange(shared);
        var arms = new List<SpecArm>();
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is not JsonObject changes)
            {
                errors.Add(new SpecError($"arms[{i}]", "An arm is an object: { \"name\": …, and what differs from the base }."));
                continue;
            }

            var found = new List<SpecError>();
            var name = SpecText.String(changes, "name", found) ?? $"arm {i + 1}";
            if (arms.Any(arm => arm.Name == name))
                found.Add(new SpecError("name", $"\"{name}\" is another arm's name. Choose one that is not taken."));
            var own = changes.DeepClone().AsObject();
            own.Remove("name");
            var merged = SpecText.Merge(common, own)!.AsObject();
            arms.Add(new SpecArm(name, merged, RunSpec.Read(merged, name, found)));
            errors.AddRange(found.Except(shared).Select(error => error with { Field = $"arms[{i}].{error.Field}" }));
        }

        return arms;
    }
}
