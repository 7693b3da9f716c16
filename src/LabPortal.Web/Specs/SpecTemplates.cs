using System.Text.Json;
using System.Text.Json.Nodes;
using LabPortal.Training;
using LabPortal.Training.Options;

namespace LabPortal.Web.Specs;

/// <summary>What a new experiment starts from.</summary>
public static class SpecTemplates
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static readonly IReadOnlyList<SpecTemplate> All =
    [
        new("nanogpt-cpu", "nanoGPT on a CPU", "nanoGPT's configuration for a laptop. On Tiny Shakespeare it ends at a validation loss of 1.88 after some minutes.", "char-text", """
            {
              "name": "nanoGPT on a CPU",
              "task": { "options": { "block": 64 } },
              "model": { "name": "gpt", "options": { "layers": 4, "heads": 4, "width": 128, "bias": false, "gelu": "exact" } },
              "training": { "steps": 2000, "batch": 12, "learningRate": 0.001, "finalLearningRate": 0.0001, "warmup": 100, "weightDecay": 0.1, "beta2": 0.99, "clip": 1 },
              "evaluation": { "every": 250, "examples": 1000, "temperature": 0.8, "topK": 200 },
              "seeds": [1]
            }
            """),
    ];

    public static SpecTemplate? Find(string? name) => All.FirstOrDefault(template => template.Name == name);

    /// <param name="task">The task's name; null for the template's, or the first there is.</param>
    /// <param name="corpus">A text for a task that reads one.</param>
    public static string For(string? task, string? corpus, SpecTemplate? template = null)
    {
        var chosen = Catalog.Tasks.All.FirstOrDefault(entry => entry.Name == (template?.Task ?? task)) ?? Catalog.Tasks.All[0];
        var spec = new JsonObject
        {
            ["schema"] = 1,
            ["name"] = "Untitled",
            ["task"] = new JsonObject { ["name"] = chosen.Name, ["options"] = new JsonObject() },
            ["transforms"] = new JsonArray(),
            ["objective"] = new JsonObject { ["name"] = Catalog.Objectives.All[0].Name },
            ["weights"] = new JsonArray(),
            ["model"] = new JsonObject { ["name"] = Catalog.Models.All[0].Name, ["options"] = new JsonObject() },
            ["training"] = new JsonObject(),
            ["evaluation"] = new JsonObject(),
            ["seeds"] = new JsonArray(1, 2, 3),
            ["arms"] = new JsonArray(new JsonObject { ["name"] = Catalog.Objectives.All[0].Name }),
        };
        if (template is not null)
            Lay(template.Parts, spec);
        if (corpus is not null && OptionSchema.Of(chosen.OptionsType).FirstOrDefault(field => field.Kind == OptionKind.Corpus) is { } reads)
            spec["task"]!["options"]![reads.Name] = corpus;
        return spec.ToJsonString(Indented);
    }

    // Objects are laid into each other, everything else takes the place of what was there.
    private static void Lay(JsonObject parts, JsonObject onto)
    {
        foreach (var (name, value) in parts)
            if (value is JsonObject part && onto[name] is JsonObject under)
                Lay(part, under);
            else
                onto[name] = value?.DeepClone();
    }
}
