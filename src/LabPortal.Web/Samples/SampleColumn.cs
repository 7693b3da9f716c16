using LabPortal.Training.Specs;
using LabPortal.Training.Tasks;
using LabPortal.Web.Charts;

namespace LabPortal.Web.Samples;

/// <summary>Whose generations stand in a column: one run of an arm.</summary>
/// <param name="Questions">What chose the run's held-out examples: columns that differ in it were asked something else.</param>
/// <param name="Task">Draws the samples, where it can; null for a spec that this version cannot read.</param>
public sealed record SampleColumn(string Name, ArmColour Colour, Guid Run, int Number, string Questions, ITask? Task)
{
    public static string QuestionsOf(RunSpec? spec) => spec is null ? "" : $"{spec.Task.Digest} {spec.Evaluation.Seed}";
}
