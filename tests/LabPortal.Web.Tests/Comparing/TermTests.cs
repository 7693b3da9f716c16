using LabPortal.Data.Runs;
using LabPortal.Web.Comparing;

namespace LabPortal.Web.Tests.Comparing;

public sealed class TermTests
{
    [Fact]
    public void Differences_OfAnotherObjective_AreNone() =>
        Assert.Empty(TestComparison.Of(TestComparison.WithTerms("a"), TestComparison.WithTerms("b", ""","transforms":[{"name":"reverse-target"}]""")).Differences(null));

    [Theory]
    [InlineData(""","training":{"steps":500}""", "steps tokens FLOPs")]
    [InlineData(""","training":{"batch":32}""", "tokens FLOPs")]
    [InlineData(""","model":{"name":"gpt","options":{"layers":2}}""", "FLOPs parameters")]
    [InlineData(""","evaluation":{"seed":3}""", "evaluation set")]
    [InlineData(""","evaluation":{"temperature":0.8}""", "decoding")]
    [InlineData(""","task":{"name":"path-star","options":{"degree":3}}""", "data tokens FLOPs")]
    public void Differences_OfOtherTerms_NameThem(string overrides, string names)
    {
        var comparison = TestComparison.Of(TestComparison.WithTerms("a"), TestComparison.WithTerms("b", overrides), TestComparison.WithTerms("c"));
        var found = comparison.Differences(null);
        Assert.Equal(names, string.Join(' ', found.Where(difference => difference.Binding).Select(difference => difference.Name)));
        Assert.Equal(["a", "c"], comparison.ComparableTo("a").Arms.Select(arm => arm.Name));
        Assert.Equal(["b"], comparison.ComparableTo("b").Arms.Select(arm => arm.Name));
    }

    [Fact]
    public void Differences_OfDeviceAndPrecision_AreNotedOnly()
    {
        var elsewhere = TestComparison.Run(1, 0.5, RunState.Completed) with { Environment = new Dictionary<string, string> { ["device"] = "cuda" } };
        var here = TestComparison.Run(1, 0.5, RunState.Completed) with { Environment = new Dictionary<string, string> { ["device"] = "cpu" } };
        var comparison = TestComparison.Of(TestComparison.WithTerms("a", "", here), TestComparison.WithTerms("b", ""","training":{"precision":"bfloat16"}""", elsewhere));
        var found = comparison.Differences(null);
        Assert.Equal(["precision", "device"], found.Select(difference => difference.Name));
        Assert.All(found, difference => Assert.False(difference.Binding));
        Assert.Equal("device: cpu (a), cuda (b)", found[1].Words);
        Assert.Equal(2, comparison.ComparableTo(null).Arms.Count);
    }

    [Fact]
    public void Differences_OfAnArmWhoseSpecIsGone_AreNotNone()
    {
        var comparison = TestComparison.Of(TestComparison.Arm("gone", 0.5), TestComparison.WithTerms("b"), TestComparison.WithTerms("c", ""","training":{"steps":500}"""));
        Assert.Equal("terms: unknown: its spec or its text is gone (gone), known (b, c)", comparison.Differences(null)[0].Words);
        Assert.Contains(comparison.Differences(null), difference => difference.Name == "steps");
        Assert.Equal(["b"], comparison.ComparableTo("b").Arms.Select(arm => arm.Name));
    }

    [Fact]
    public void Differences_OfTimes_AreNotedBeyondAQuarter()
    {
        static ComparedRun Took(double seconds) => TestComparison.Run(1, 0.5, RunState.Completed) with { Took = TimeSpan.FromSeconds(seconds) };
        Assert.Empty(TestComparison.Of(TestComparison.WithTerms("a", "", Took(100)), TestComparison.WithTerms("b", "", Took(120))).Differences(null));
        Assert.Equal(["time a run"], TestComparison.Of(TestComparison.WithTerms("a", "", Took(100)), TestComparison.WithTerms("b", "", Took(200))).Differences(null).Select(found => found.Name));
    }
}
