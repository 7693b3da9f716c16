using LabPortal.Training.Tasks;

namespace LabPortal.Training.Running;

/// <summary>What a network answered to open questions.</summary>
/// <param name="Outputs">One a question, in the order in which the model learnt them.</param>
/// <param name="Answers">What the task makes of each.</param>
public sealed record OpenOutputs(int[][] Outputs, OpenAnswer[] Answers)
{
    /// <summary>What came of each.</summary>
    public OpenFlags[] Flags { get; } = OpenScores.Flags(Answers);
}
