using System.Globalization;
using LabPortal.Training.Statistics;
using LabPortal.Web.Controls;
using Microsoft.AspNetCore.Components;

namespace LabPortal.Web.Comparing;

public sealed partial class BetterPanel(ExampleTests tests, NavigationManager navigation)
{
    private IReadOnlyList<SeedVerdict> verdicts = [];
    private IReadOnlyList<((ComparedArm Arm, ComparedArm Against) Pair, SeedVerdict Verdict)> shown = [];
    private IReadOnlyList<ExampleTest> examples = [];
    private string? tested;

    [Parameter, EditorRequired]
    public required ComparisonView View { get; set; }

    private Comparison Of => View.Of;

    private NavigationManager Navigation => navigation;

    private IEnumerable<string> Choices => Of.Metrics.Where(name => !name.StartsWith("system/", StringComparison.Ordinal)).Append(View.Metric).Distinct();

    protected override async Task OnParametersSetAsync()
    {
        verdicts = View.Verdicts();
        shown = [.. View.Pairs.Zip(verdicts)];
        // Resampling thousands of examples at every step of another run would be work for nothing.
        var asks = $"{View.Metric} {Of.Arms.Sum(arm => arm.Finished.Count)} {string.Join(' ', View.Pairs.Select(pair => (pair.Arm.Id, pair.Against.Id)))}";
        if (asks == tested)
            return;
        tested = asks;
        examples = await tests.OfAsync(View);
    }

    private void Go(string name, string? value, string usual) => navigation.NavigateTo(navigation.GetUriWithQueryParameter(name, value == usual ? null : value));

    private static string Test(SeedComparison of) => of.Decisive.P is null ? of.Test.WhyNot ?? Words.None
        : of.Decisive.Test + (of.Paired ? $", {of.Count} pairs" : $", n = {of.Arm.Values.Count} and {of.Baseline.Values.Count}");

    private static string Ranks(SeedComparison of) => $"{of.Ranks.Test}: {(of.Ranks.P is { } p ? $"p = {Words.P(p)}" : of.Ranks.WhyNot)}" + (of.Test.Statistic is { } t ? $"; t = {Words.Value(t)}, {Words.Value(of.Test.Freedom)} degrees of freedom" : "");

    private static string? Detectable(SeedVerdict verdict) => verdict.Detectable is { } least ? $"As many seeds with this spread show a difference of {Words.Value(least)}, four times in five" : null;

    // One or two digits: more would claim a spread that a few seeds do not give.
    private static string Size(double effect) => effect.ToString(Math.Abs(effect) >= 10 ? "0" : Math.Abs(effect) >= 1 ? "0.0" : "0.00", CultureInfo.InvariantCulture).Replace("-", "−");

    private static string Effect(SeedComparison of) => (of.Paired ? "Mean difference over the deviation of the differences (Cohen's d_z)" : "Difference over the pooled deviation, corrected for few seeds (Hedges' g)") + (of.CliffsDelta is { } delta ? $"; Cliff's delta {Words.Value(delta)}" : "");
}
