namespace LabPortal.Training.Specs;

/// <summary>One thing that is wrong with a spec.</summary>
/// <param name="Field">Where, as a path in the JSON: <c>task.options.degree</c>, <c>arms[1].objective.name</c>; empty for the whole.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
public sealed record SpecError(string Field, string Message)
{
    public override string ToString() => Field.Length == 0 ? Message : $"{Field}: {Message}";
}
