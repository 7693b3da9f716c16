namespace LabPortal.Data.Runs;

/// <summary>How comparisons are written.</summary>
public static class RunComparisons
{
    private static readonly (RunComparison Comparison, string Sign)[] Signs =
    [
        (RunComparison.Equal, "="), (RunComparison.NotEqual, "!="), (RunComparison.AtLeast, ">="), (RunComparison.AtMost, "<="),
        (RunComparison.More, ">"), (RunComparison.Less, "<"), (RunComparison.Contains, "~"), (RunComparison.ContainsNot, "!~"),
    ];

    public static string Write(RunComparison comparison) => Signs.First(s => s.Comparison == comparison).Sign;

    internal static RunComparison Read(string sign) => Signs.First(s => s.Sign == sign).Comparison;

    internal static bool IsOrder(RunComparison comparison) =>
        comparison is RunComparison.AtLeast or RunComparison.AtMost or RunComparison.More or RunComparison.Less;

    internal static bool IsText(RunComparison comparison) => comparison is RunComparison.Contains or RunComparison.ContainsNot;
}
