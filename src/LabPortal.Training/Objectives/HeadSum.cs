namespace LabPortal.Training.Objectives;

/// <summary>What becomes one loss of the heads' losses.</summary>
public enum HeadSum
{
    Sum,
    Mean,
}
