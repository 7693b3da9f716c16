using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using LabPortal.Training.Options;
using LabPortal.Training.Running;
using LabPortal.Training.Tasks;
using LabPortal.Training.Transforms;
using LabPortal.Training.Weights;

namespace LabPortal.Training.Specs;

/// <summary>One arm, ready to train: the definitions that its names stand for, and the options that go with them.</summary>
public sealed record RunSpec
{
    private const string Heads = "objective.options.heads";

    private readonly JsonObject _json;

    private RunSpec(JsonObject json) => _json = json;

    public required string Arm { get; init; }

    public required ITask Task { get; init; }

    public required IReadOnlyList<ITransform> Transforms { get; init; }

    public required IObjective Objective { get; init; }

    public required IReadOnlyList<ITokenWeights> Weights { get; init; }

    public required IModel Model { get; init; }

    public required TrainingOptions Training { get; init; }

    public required EvaluationOptions Evaluation { get; init; }

    public string? CorpusHash => Task.Corpus;

    public int TotalSteps => Training.Steps;

    /// <summary>Whose weights it starts from; null for random ones.</summary>
    public StartPoint? StartPoint => StartPoint.Read(Training.From);

    /// <summary>SHA-256 (hex) of what trains, whatever the arm is called.</summary>
    public string Hash
    {
        get
        {
            var nameless = _json.DeepClone().AsObject();
            nameless.Remove("arm");
            foreach (var (section, options) in new (string, object)[] { ("training", Training), ("evaluation", Evaluation) })
                foreach (var name in OptionReader.UnusedAdditions(options))
                    nameless[section]!.AsObject().Remove(name);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(nameless.ToJsonString())));
        }
    }

    /// <summary>Canonical: every option written out, in one order.</summary>
    public string ToJson() => _json.ToJsonString(OptionJson.Settings);

    /// <summary>The task's sizes after the transforms.</summary>
    public TaskShape Shape(int? corpusSymbols) =>
        Transforms.Aggregate(Task.Shape(corpusSymbols), (shape, transform) => transform.Reshape(shape));

    /// <summary>The task's tokens with those that transforms and objective add.</summary>
    public Vocabulary Extend(Vocabulary vocabulary) =>
        Objective.Extend(Transforms.Aggregate(vocabulary, (tokens, transform) => transform.Extend(tokens)));

    /// <summary>The example as the model sees it.</summary>
    /// <param name="vocabulary">With all tokens.</param>
    public Example Transformed(Example example, Vocabulary vocabulary, long seed, Purpose purpose, long position) =>
        Transforms.Aggregate(example, (seen, transform) => transform.Apply(seen, vocabulary, new Occasion(seed, purpose, example.Row ?? position)));

    /// <summary>An output in the order that the task knows.</summary>
    public T[] Restored<T>(T[] output) => Transforms.Reverse().Aggregate(output, (tokens, transform) => transform.Restore(tokens));

    /// <summary>Tokens that the network reads at once.</summary>
    public int InputLength(int? corpusSymbols) => Objective.Reads(Shape(corpusSymbols));

    /// <summary>A freshly initialised network on the CPU; the weights follow from torch's seed.</summary>
    /// <param name="vocabulary">The task's, as it is without the spec.</param>
    public Network Build(Vocabulary vocabulary)
    {
        var extended = Extend(vocabulary).Size;
        var network = Model.Build(extended, InputLength(vocabulary.Size), Objective.Heads);
        if (Objective.Outputs(extended) is > 0 and var outputs)
            network.AddHead(Model.Width, outputs);
        return network;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static SpecResult<RunSpec> ParseRun(string json)
    {
        var errors = new List<SpecError>();
        if (SpecText.Parse(json, errors) is not { } read)
            return new SpecResult<RunSpec>(null, errors);
        var arm = SpecText.String(read, "arm", errors) ?? "arm";
        read.Remove("arm");
        var spec = Read(read, arm, errors);
        return new SpecResult<RunSpec>(errors.Count == 0 ? spec : null, errors);
    }

    internal static RunSpec Read(JsonObject json, string arm, List<SpecError> errors)
    {
        SpecText.RejectUnknown(json, ["schema", "task", "transforms", "objective", "weights", "model", "training", "evaluation"], errors);
        SpecText.CheckSchema(json, errors);
        var canonical = new JsonObject { ["schema"] = SpecText.Schema, ["arm"] = arm };
        T? One<T>(string field, Registry<T> registry) where T : class =>
            SpecText.ReadPart(json[field], field, registry, canonical, errors);

        var task = One("task", Catalog.Tasks);
        var transforms = SpecText.ReadParts(json, "transforms", Catalog.Transforms, canonical, errors);
        var objective = One("objective", Catalog.Objectives);
        var weights = SpecText.ReadParts(json, "weights", Catalog.Weights, canonical, errors);
        var model = One("model", Catalog.Models);
        var training = SpecText.ReadSection<TrainingOptions>(json, "training", canonical, errors);
        var evaluation = SpecText.ReadSection<EvaluationOptions>(json, "evaluation", canonical, errors);
        var spec = new RunSpec(canonical)
        {
            Arm = arm, Task = task!, Transforms = transforms, Objective = objective!, Weights = weights, Model = model!,
            Training = training, Evaluation = evaluation,
        };
        if (task is not null && objective?.Refuses(spec.Shape(null)) is { } reason)
            errors.Add(new SpecError("objective.name", reason));
        for (var i = 0; i < transforms.Count; i++)
            if (transforms[i].Refuses(evaluation.Examples) is { } misfit)
                errors.Add(misfit with { Field = $"transforms[{i}].options.{misfit.Field}" });
        if (model is not null && objective?.Refuses(model) is { } unfit)
            errors.Add(new SpecError("model.name", unfit));
        if (objective is not null && model?.Refuses(objective.Heads) is { } headless)
            errors.Add(new SpecError(Heads, headless));
        if (objective is not null && task is not null && spec.Shape(null).Target is var target && objective.Heads > target)
            errors.Add(new SpecError(Heads, $"A target has {target} tokens, so that head {target + 1} has none to predict. Choose at most {target} heads."));
        return spec;
    }
}
