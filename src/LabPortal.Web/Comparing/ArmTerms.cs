using System.Globalization;
using LabPortal.Training.Specs;
using LabPortal.Web.Controls;

namespace LabPortal.Web.Comparing;

/// <summary>The terms of an arm: its data, its evaluation, its budget and its size; and what its runs trained on.</summary>
public static class ArmTerms
{
    public static IReadOnlyList<Term> Of(RunSpec spec, Estimate estimate, IReadOnlyList<ComparedRun> runs)
    {
        // What was stopped early had what it came to, not what it was given.
        var early = runs.Where(run => run.WasStoppedEarly).ToList();
        var steps = early.Count > 0 ? early.Average(run => (double)run.Step) : spec.TotalSteps;
        var (tokens, flops) = (estimate.TokensPerStep * steps, estimate.FlopsPerStep * steps);
        var took = runs.Where(run => run.Took is not null).Select(run => run.Took!.Value.TotalSeconds).DefaultIfEmpty(double.NaN).Average();
        var evaluation = spec.Evaluation;
        return
        [
            new("data", spec.Task.Digest[..Math.Min(8, spec.Task.Digest.Length)], spec.Task.Digest, null, true),
            new("evaluation set", $"{Words.Plural(evaluation.Examples, "example")}, seed {evaluation.Seed}", string.Join(' ', runs.Select(run => run.EvaluationSet).OfType<string>().Distinct().Order()) is { Length: > 0 } set ? set : $"{evaluation.Examples} {evaluation.Seed}", null, true),
            new("decoding", evaluation.Temperature == 0 ? "greedy" : $"temperature {Text(evaluation.Temperature)}, top-k {evaluation.TopK}, top-p {Text(evaluation.TopP)}", evaluation.Temperature == 0 ? "greedy" : $"{evaluation.Temperature} {evaluation.TopK} {evaluation.TopP}", null, true),
            Amount("steps", steps) is var trained && early.Count > 0 ? trained with { Shown = $"{trained.Shown} of {Words.Count(spec.TotalSteps)}, stopped early" } : trained,
            Amount("tokens", tokens),
            Amount("FLOPs", flops),
            Amount("parameters", estimate.Parameters),
            // Weights that were trained before are part of the budget.
            new("start", spec.StartPoint?.ToString() ?? "random weights", spec.StartPoint is null ? "random" : "trained", null, true),
            // A few seconds are start-up.
            new("time a run", Words.Span(double.IsNaN(took) ? null : TimeSpan.FromSeconds(took)), null, took is > 10 ? took : null, false),
            new("precision", $"{spec.Training.Precision}".ToLowerInvariant(), $"{spec.Training.Precision}", null, false),
            .. Environment(runs),
        ];
    }

    // A resumed or repeated run may have trained elsewhere than the others of its arm: then the arm names both.
    private static IEnumerable<Term> Environment(IReadOnlyList<ComparedRun> runs) =>
        runs.SelectMany(run => run.Environment.Keys).Distinct().Select(name =>
        {
            var values = string.Join(" and ", runs.Select(run => run.Environment.GetValueOrDefault(name)).OfType<string>().Distinct().Order());
            return new Term(name, values, values, null, false);
        });

    private static Term Amount(string name, double amount) => new(name, Words.Count(amount), null, amount, true);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
