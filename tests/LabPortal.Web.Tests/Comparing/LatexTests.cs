using LabPortal.Data.Runs;
using LabPortal.Training.Statistics;
using LabPortal.Web.Comparing;

namespace LabPortal.Web.Tests.Comparing;

public sealed class LatexTests
{
    private static readonly Dictionary<(Guid, string), Interval> None = [];

    [Theory]
    [InlineData("next_token & 100 %", @"next\_token \& 100 \%")]
    [InlineData(@"a\b{c}~^", @"a\textbackslash{}b\{c\}\textasciitilde{}\textasciicircum{}")]
    [InlineData("−1 ± 2 ≈ x", @"$-$1 $\pm$ 2 $\approx$ x")]
    public void Escape_OfAName_SetsEverySign(string text, string expected) => Assert.Equal(expected, Latex.Escape(text));

    [Fact]
    public void Arms_OfUnequalCounts_HaveAColumnOfThem()
    {
        var text = ComparisonLatex.Arms(TestComparison.Of(TestComparison.Arm("a_1", 0.5, 0.52), TestComparison.Arm("b", 0.9, 0.91, 0.92)), None);
        Assert.Contains(@"\begin{tabular}{lrr}", text);
        Assert.Contains(@"    b & \textbf{0.91 $\pm$ 0.02} & 3 \\", text);
        Assert.Contains(@"    a\_1 & 0.51 $\pm$ 0.13 & 2 \\", text);
        Assert.DoesNotContain("$n =", text);
    }

    [Fact]
    public void Arms_WithIntervalsOverPrompts_HaveThemBelow()
    {
        var (a, b) = (TestComparison.Arm("a", 0.5, 0.52), TestComparison.Arm("b", 0.9, 0.91));
        var text = ComparisonLatex.Arms(TestComparison.Of(a, b), new Dictionary<(Guid, string), Interval> { [(a.Id, TestComparison.Metric)] = new(0.48, 0.54) });
        Assert.Contains("    a & 0.51 $\\pm$ 0.13 \\\\\n     & {\\scriptsize [0.48, 0.54]} \\\\\n    b & ", text);
        Assert.Contains("over prompts and seeds", text);
    }

    [Fact]
    public void Arms_WithoutANumber_HaveADash() =>
        Assert.Contains(@"    b & -- \\", ComparisonLatex.Arms(TestComparison.Of(TestComparison.Of("a", []), TestComparison.Of("b", [TestComparison.Run(1, 1, RunState.Cancelled)])), None));
}
