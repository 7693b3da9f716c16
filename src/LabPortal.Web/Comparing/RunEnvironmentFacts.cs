using System.Text.Json.Nodes;

namespace LabPortal.Web.Comparing;

/// <summary>What of an attempt's record may move its numbers: where it trained, and with what.</summary>
internal static class RunEnvironmentFacts
{
    private static readonly (string Field, string Name)[] Told = [("device", "device"), ("threads", "threads"), ("libtorch", "libtorch"), ("commit", "lab version")];

    public static IReadOnlyDictionary<string, string> Read(string json)
    {
        var record = json.Length == 0 ? null : JsonNode.Parse(json) as JsonObject;
        return Told.Where(fact => record?[fact.Field] is not null).ToDictionary(fact => fact.Name, fact => record![fact.Field]!.ToString());
    }
}
