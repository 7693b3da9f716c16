using System.ComponentModel;
using System.Diagnostics;

namespace LabPortal.Worker.Processes;

/// <summary>NVIDIA's own tool, which comes with the driver.</summary>
internal static class NvidiaSmi
{
    /// <param name="fields">As <c>--help-query-gpu</c> lists them.</param>
    /// <returns>A line a GPU; null where there is no such tool.</returns>
    public static async Task<string?> AskAsync(string fields, string? device, CancellationToken stop)
    {
        try
        {
            using var tool = Process.Start(new ProcessStartInfo("nvidia-smi", [.. device is null ? Array.Empty<string>() : ["--id=" + device], "--query-gpu=" + fields, "--format=csv,noheader,nounits"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var said = await tool.StandardOutput.ReadToEndAsync(stop);
            await tool.WaitForExitAsync(stop);
            return said;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
