using System.Text.Json.Nodes;
using LabPortal.Training.Running;

namespace LabPortal.Training.Probes;

/// <summary>
/// The Clever-Hans cheat (Bachmann and Nagarajan 2024, section 4): with the answer shown, the tokens after the deciding one
/// are right because they are copied from it, while the deciding token is a guess.
/// </summary>
public sealed class CleverHansProbe : IProbe
{
    public JsonObject? Measure(Evaluation evaluation)
    {
        if (evaluation.Branch is not { } branch || branch + 1 >= evaluation.Positions || evaluation.Free is null)
            return null;
        var deciding = evaluation.Accuracy(evaluation.Forced, branch);
        var later = Enumerable.Range(branch + 1, evaluation.Positions - branch - 1).Average(i => evaluation.Accuracy(evaluation.Forced, i));
        return new JsonObject
        {
            ["branchPosition"] = branch + 1,
            ["forcedBranch"] = deciding,
            ["forcedLater"] = later,
            ["gap"] = later - deciding,
            ["freeExact"] = evaluation.Exact(evaluation.Free),
        };
    }
}
