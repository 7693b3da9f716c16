using System.Globalization;

namespace LabPortal.Training.Running;

/// <summary>Whose last checkpoint a run takes its first weights from: a run of the lab by its number, or an arm of the same experiment, seed by seed.</summary>
public sealed record StartPoint(string? Arm, int? Run)
{
    private const string ArmWord = "arm ", RunWord = "run ";

    /// <summary>Reads <c>run 12</c> or <c>arm NAME</c>; null where the text is neither.</summary>
    public static StartPoint? Read(string text) =>
        text.StartsWith(RunWord, StringComparison.Ordinal) ? int.TryParse(text[RunWord.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var run) && run > 0 ? new(null, run) : null
        : text.StartsWith(ArmWord, StringComparison.Ordinal) && text[ArmWord.Length..].Trim() is { Length: > 0 } arm ? new(arm, null)
        : null;

    public override string ToString() => Arm is null ? $"{RunWord}{Run}" : ArmWord + Arm;
}
