using System.Text.Json.Nodes;
using LabPortal.Training.Running;

namespace LabPortal.Training.Probes;

/// <summary>Accuracy and loss of each target position.</summary>
public sealed class PositionAccuracyProbe : IProbe
{
    public JsonObject? Measure(Evaluation evaluation)
    {
        JsonArray ByPosition(Func<int, double> measure) => new([.. Enumerable.Range(0, evaluation.Positions).Select(i => (JsonNode)measure(i))]);
        return new JsonObject
        {
            ["positions"] = ByPosition(i => i + 1),
            ["forced"] = ByPosition(i => evaluation.Accuracy(evaluation.Forced, i)),
            ["free"] = evaluation.Free is { } free ? ByPosition(i => evaluation.Accuracy(free, i)) : null,
            ["loss"] = ByPosition(i => evaluation.Loss.Average(row => row[i])),
        };
    }
}
