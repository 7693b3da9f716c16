using System.Text.Json.Nodes;

namespace LabPortal.Web.Specs;

/// <summary>A configuration that people know by a name, to start an experiment from.</summary>
/// <param name="Name">In addresses.</param>
/// <param name="Summary">What a run of it shows, and what it costs.</param>
/// <param name="Task">The task that it is for.</param>
/// <param name="Json">What it sets of a spec; everything else keeps its default.</param>
public sealed record SpecTemplate(string Name, string Title, string Summary, string Task, string Json)
{
    public JsonObject Parts => JsonNode.Parse(Json)!.AsObject();

    /// <summary>Whether a spec has everything that this sets; its name and seeds are free.</summary>
    public bool IsIn(JsonObject spec) => Parts.All(part => part.Key is "name" or "seeds" || Has(spec[part.Key], part.Value));

    private static bool Has(JsonNode? node, JsonNode? wanted) => wanted is JsonObject parts
        ? node is JsonObject of && parts.All(part => Has(of[part.Key], part.Value))
        : JsonNode.DeepEquals(node, wanted);
}
