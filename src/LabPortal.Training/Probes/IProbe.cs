using System.Text.Json.Nodes;
using LabPortal.Training.Running;

namespace LabPortal.Training.Probes;

/// <summary>Measures a failure mode on an evaluation that was made anyway.</summary>
public interface IProbe
{
    /// <returns>Named numbers and lists by position; null where the probe says nothing of this task.</returns>
    JsonObject? Measure(Evaluation evaluation);
}
