using System.Globalization;
using LabPortal.Worker.Processes;

namespace LabPortal.Worker.Attempts;

/// <summary>What NVIDIA's own tool says of the first GPU that this process sees.</summary>
/// <param name="Percent">Share of the last moment in which something ran on it.</param>
/// <param name="Megabytes">Memory taken by everybody.</param>
internal sealed record GpuUse(double Percent, double Megabytes)
{
    /// <returns>Null where there is no such tool or no such answer.</returns>
    public static async Task<GpuUse?> ReadAsync(CancellationToken stop)
    {
        var device = Environment.GetEnvironmentVariable(Gpus.Variable)?.Split(',')[0] is { Length: > 0 } first ? first : "0";
        return await NvidiaSmi.AskAsync("utilization.gpu,memory.used", device, stop) is { } said ? Parse(said) : null;
    }

    /// <param name="line">Such as <c>87, 20315</c>: percent and MiB.</param>
    internal static GpuUse? Parse(string line) =>
        line.Split('\n')[0].Split(',') is [var percent, var mebibytes] && Number(percent) is { } share && Number(mebibytes) is { } memory
            ? new GpuUse(share, memory * 1.048576)
            : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
