using System.Text.Json.Nodes;
using LabPortal.Training;
using LabPortal.Training.Options;

namespace LabPortal.Web.Specs;

/// <summary>What a new experiment starts from: the named task, and the first of everything else.</summary>
public static class SpecTemplates
{
    /// <param name="corpus">The newest text, for a task that reads one.</param>
    public static string For(string? task, string? corpus)
    {
        var chosen = Catalog.Tasks.All.FirstOrDefault(entry => entry.Name == task) ?? Catalog.Tasks.All[0];
        var reads = OptionSchema.Of(chosen.OptionsType).FirstOrDefault(field => field.Kind == OptionKind.Corpus);
        var options = new JsonObject();
        if (reads is not null && corpus is not null)
            options[reads.Name] = corpus;
        return new JsonObject
        {
            ["schema"] = 1,
            ["name"] = "Untitled",
            ["task"] = new JsonObject { ["name"] = chosen.Name, ["options"] = options },
            ["transforms"] = new JsonArray(),
            ["objective"] = new JsonObject { ["name"] = Catalog.Objectives.All[0].Name },
            ["weights"] = new JsonArray(),
            ["model"] = new JsonObject { ["name"] = Catalog.Models.All[0].Name, ["options"] = new JsonObject() },
            ["training"] = new JsonObject(),
            ["evaluation"] = new JsonObject(),
            ["seeds"] = new JsonArray(1, 2, 3),
            ["arms"] = new JsonArray(new JsonObject { ["name"] = Catalog.Objectives.All[0].Name }),
        }.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true });
    }
}
