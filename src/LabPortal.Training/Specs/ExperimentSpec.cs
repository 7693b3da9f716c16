using System.Text.Json.Nodes;
using LabPortal.Training.Options;

namespace LabPortal.Training.Specs;

/// <summary>A whole experiment: a base, the arms that differ from it, and the seeds that each arm runs with.</summary>
public sealed record ExperimentSpec
{
    private const int MostSeeds = 100, MostArms = 200;
    private readonly JsonObject _json;

    private ExperimentSpec(JsonObject json) => _json = json;

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>The arms with their overrides merged in, in the order of the spec.</summary>
    public required IReadOnlyList<RunSpec> Arms { get; init; }

    public string ToJson() => _json.ToJsonString(OptionJson.Settings);

    /// <summary>Reads a spec; everything that is wrong comes back at once, each with its field.</summary>
    public static SpecResult<ExperimentSpec> Parse(string json)
    {
        var errors = new List<SpecError>();
        if (SpecText.Parse(json, errors) is not { } read)
            return new SpecResult<ExperimentSpec>(null, errors);
        var common = read.DeepClone().AsObject();
        foreach (var field in new[] { "name", "description", "seeds", "arms" })
            common.Remove(field);

        var name = SpecText.String(read, "name", errors);
        var description = read["description"] is null ? null : SpecText.String(read, "description", errors);
        var seeds = ReadSeeds(read["seeds"], errors);
        var arms = ReadArms(read["arms"], common, errors);
        return errors.Count > 0
            ? new SpecResult<ExperimentSpec>(null, errors)
            : new SpecResult<ExperimentSpec>(new ExperimentSpec(read) { Name = name!, Description = description, Seeds = seeds, Arms = arms }, errors);
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

    private static List<RunSpec> ReadArms(JsonNode? node, JsonObject common, List<SpecError> errors)
    {
        if (node is null or JsonArray { Count: 0 })
            return [RunSpec.Read(common, (common["objective"] as JsonObject)?["name"]?.ToString() ?? "arm", errors)];
        if (node is not JsonArray list || list.Count > MostArms)
        {
            errors.Add(new SpecError("arms", $"This is a list of at most {MostArms} overrides: [ {{ \"name\": …, \"objective\": {{ … }} }} ]."));
            return [];
        }

        // What is wrong with the base is said once, not again for every arm.
        var shared = new List<SpecError>();
        RunSpec.Read(common, "base", shared);
        errors.AddRange(shared);
        var arms = new List<RunSpec>();
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is not JsonObject changes)
            {
                errors.Add(new SpecError($"arms[{i}]", "An arm is an object: { \"name\": …, and what differs from the base }."));
                continue;
            }

            var found = new List<SpecError>();
            var name = SpecText.String(changes, "name", found) ?? $"arm {i + 1}";
            if (arms.Any(arm => arm.Arm == name))
                found.Add(new SpecError("name", $"\"{name}\" is another arm's name. Choose one that is not taken."));
            var own = changes.DeepClone().AsObject();
            own.Remove("name");
            arms.Add(RunSpec.Read(SpecText.Merge(common, own)!.AsObject(), name, found));
            errors.AddRange(found.Except(shared).Select(error => error with { Field = $"arms[{i}].{error.Field}" }));
        }

        return arms;
    }
}
