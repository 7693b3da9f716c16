namespace LabPortal.Training.Running;

/// <summary>How many held-out examples go through the network together: an evaluation should not need more memory than training does.</summary>
internal static class EvaluationRows
{
    private const int Tokens = 4096, Most = 250;

    public static int AtOnce(int length) => Math.Clamp(Tokens / length, 1, Most);
}
