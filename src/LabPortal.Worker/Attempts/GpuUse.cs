using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace LabPortal.Worker.Attempts;

/// <summary>What NVIDIA's own tool says of the first GPU that this process sees.</summary>
/// <param name="Percent">Share of the last moment in which something ran on it.</param>
/// <param name="Megabytes">Memory taken by everybody.</param>
internal sealed record GpuUse(double Percent, double Megabytes)
{
    /// <returns>Null where there is no such tool or no such answer.</returns>
    public static async Task<GpuUse?> ReadAsync(CancellationToken stop)
    {
        var device = Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES")?.Split(',')[0] is { Length: > 0 } first ? first : "0";
        try
        {
            using var tool = Process.Start(new ProcessStartInfo("nvidia-smi", ["--id=" + device, "--query-gpu=utilization.gpu,memory.used", "--format=csv,noheader,nounits"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var said = await tool.StandardOutput.ReadToEndAsync(stop);
            await tool.WaitForExitAsync(stop);
            return Parse(said);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <param name="line">Such as <c>87, 20315</c>: percent and MiB.</param>
    internal static GpuUse? Parse(string line) =>
        line.Split('\n')[0].Split(',') is [var percent, var mebibytes] && Number(percent) is { } share && Number(mebibytes) is { } memory
            ? new GpuUse(share, memory * 1.048576)
            : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
