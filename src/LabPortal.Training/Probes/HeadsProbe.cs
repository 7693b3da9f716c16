using System.Text.Json.Nodes;
using LabPortal.Training.Running;

namespace LabPortal.Training.Probes;

/// <summary>How far ahead a network sees: loss and accuracy of each head that predicts a token further ahead, with the answer shown up to there.</summary>
public sealed class HeadsProbe : IProbe
{
    public JsonObject? Measure(Evaluation evaluation)
    {
        if (evaluation.Heads is not { } heads)
            return null;
        JsonArray ByHead(Func<int, double> measure) => new([.. Enumerable.Range(0, heads.Count).Select(head => (JsonNode)measure(head))]);
        return new JsonObject
        {
            ["heads"] = ByHead(head => head + 1),
            ["loss"] = ByHead(head => heads[head].Loss),
            ["accuracy"] = ByHead(head => heads[head].Accuracy),
        };
    }
}
