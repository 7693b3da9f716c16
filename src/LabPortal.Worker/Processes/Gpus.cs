namespace LabPortal.Worker.Processes;

/// <summary>Which GPUs a process sees.</summary>
internal static class Gpus
{
    public const string Variable = "CUDA_VISIBLE_DEVICES";

    /// <summary>What a child is told, so that it sees one device only.</summary>
    /// <param name="number">Counted among those that this process sees itself.</param>
    public static string Visible(int number) =>
        Environment.GetEnvironmentVariable(Variable)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { } own && number < own.Length ? own[number] : $"{number}";
}
