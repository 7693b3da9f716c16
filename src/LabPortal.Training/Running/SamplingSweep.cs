using System.Text.Json.Nodes;
using LabPortal.Training.Decoding;
using LabPortal.Training.Objectives;
using LabPortal.Training.Tasks;

namespace LabPortal.Training.Running;

/// <summary>
/// The held-out questions asked again at one sampling setting after another: how much an arm hangs on its setting, and what it gives at its
/// best. Every arm draws with the same luck.
/// </summary>
internal sealed class SamplingSweep(TrainingSession session, Evaluator evaluator)
{
    public const string Name = "sweep", Title = "Sampling sweep";

    private const int MostValues = 100;
    private static readonly double[] Temperatures = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2];
    private static readonly double[] TopPs = [0.5, 0.7, 0.8, 0.9, 0.95, 1];
    private static readonly double[] StepCounts = [1, 2, 4, 8, 16, 32, 64, 128];

    private readonly IObjective _objective = session.Spec.Objective;
    private readonly SamplingOptions _own = session.Spec.Evaluation.Sampling;

    /// <summary>Network passes that a question takes in all.</summary>
    public static double Passes(IObjective objective, int length, bool keeps) =>
        (objective.HearsTemperature ? (Temperatures.Length + TopPs.Length) * objective.Passes(length, keeps) : 0)
        + StepCounts.Sum(steps => objective.AtSteps((int)steps)?.Passes(length, keeps) ?? 0);

    /// <returns>For each setting that the objective's decoding hears, its values and the scores at each; null where there is nothing to score.</returns>
    public JsonObject? Measure(CancellationToken cancel)
    {
        if (!evaluator.Answers)
            return null;
        var curves = new JsonObject();
        if (_objective.HearsTemperature)
        {
            curves["temperature"] = Curve(0, Temperatures, value => (_objective, _own with { Temperature = value }), cancel);
            curves["top-p"] = Curve(1, TopPs, value => (_objective, _own with { Temperature = 1, TopP = value }), cancel);
        }

        if (_objective.AtSteps(1) is not null)
            curves["steps"] = Curve(2, StepCounts, value => (_objective.AtSteps((int)value)!, _own), cancel);
        return curves;
    }

    private JsonObject Curve(int setting, double[] values, Func<double, (IObjective, SamplingOptions)> at, CancellationToken cancel)
    {
        var scores = values.Select((value, i) =>
        {
            var (objective, sampling) = at(value);
            var luck = new SeededRandom(session.Spec.Evaluation.Seed, Purpose.Sweep, setting * MostValues + i);
            return Scores(evaluator.Outputs(objective, sampling, (long)(luck.NextBits() >> 1), cancel));
        }).ToList();
        var curve = new JsonObject { ["values"] = List(values) };
        foreach (var name in scores[0].Keys)
            curve[name] = List(scores.Select(one => one[name]));
        return curve;
    }

    private Dictionary<string, double> Scores(int[][] outputs)
    {
        if (evaluator.Opened(outputs) is not { } open)
            return new() { ["accuracy"] = evaluator.Exact(outputs) };
        var scores = OpenScores.Of(open.Flags);
        return new() { ["creativity"] = scores.Creativity, ["coherence"] = scores.Coherence, ["memorisation"] = scores.Memorisation, ["diversity"] = scores.Diversity };
    }

    private static JsonArray List(IEnumerable<double> numbers) => new([.. numbers.Select(number => (JsonNode)number)]);
}
