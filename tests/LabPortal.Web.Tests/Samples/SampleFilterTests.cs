using LabPortal.Web.Charts;
using LabPortal.Web.Samples;

namespace LabPortal.Web.Tests.Samples;

public sealed class SampleFilterTests
{
    private static readonly SampleSheet Sheet = new(
        [Column(7), Column(8)], [100], 100,
        [
            new SampleLine(0, [View(0, true, "a"), View(0, true, "a")]),
            new SampleLine(1, [View(1, false, "b", "valid"), View(1, true, "c")]),
            new SampleLine(2, [View(2, true, "d"), View(2, false, "e", "valid", "novel")]),
            new SampleLine(3, [View(3, false, "f"), null]),
        ]);

    [Theory]
    [InlineData("right:8", "0 1")]
    [InlineData("wrong:7", "1 3")]
    [InlineData("better:8", "1")]
    [InlineData("worse:8", "2")]
    [InlineData("novel:8", "2")]
    [InlineData("valid:7", "1")]
    [InlineData("differ", "1 2")]
    public void Admits_EachKind_TheLinesThatAreSo(string text, string expected)
    {
        var filter = SampleFilter.Read(text, Sheet)!;
        Assert.Equal(expected, string.Join(' ', Sheet.Lines.Where(line => filter.Admits(line, Sheet, baseline: 0)).Select(line => line.Index)));
        Assert.Equal(text, filter.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("right")]
    [InlineData("right:9")]
    [InlineData(":7")]
    [InlineData("right:x")]
    public void Read_WhatTheseColumnsDoNotKnow_IsNoFilter(string? text) => Assert.Null(SampleFilter.Read(text, Sheet));

    private static SampleColumn Column(int number) => new($"arm {number}", new ArmColour(0), Guid.NewGuid(), number, "", null);

    private static SampleView View(int index, bool correct, string output, params string[] verdicts) =>
        new(100, index, ["p"], ["r"], [output], [correct], correct, null, [], verdicts);
}
