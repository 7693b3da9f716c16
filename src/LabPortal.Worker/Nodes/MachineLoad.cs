using System.Globalization;
using LabPortal.Data.Workers;
using LabPortal.Worker.Processes;

namespace LabPortal.Worker.Nodes;

/// <summary>Measures how busy this machine is, between one call and the next.</summary>
internal sealed class MachineLoad
{
    private const double Mebibyte = 1 << 20;

    private (long Busy, long All) _before;
    private bool _hasNoGpu;

    public async Task<WorkerLoad> MeasureAsync(CancellationToken stop)
    {
        var now = OperatingSystem.IsLinux() ? Ticks(File.ReadLines("/proc/stat").First()) : default;
        double? cpu = _before.All > 0 && now.All > _before.All ? 100.0 * (now.Busy - _before.Busy) / (now.All - _before.All) : null;
        _before = now;
        return new(cpu, MachineMemory.Free(), await GpusAsync(stop));
    }

    /// <summary>Time that all cores together were busy, and all time, in the system's ticks: the first line of <c>/proc/stat</c>.</summary>
    internal static (long Busy, long All) Ticks(string line)
    {
        var ticks = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToList();
        return (ticks.Sum() - ticks[3] - ticks[4], ticks.Sum()); // idle, and idle while waiting for a disk
    }

    /// <param name="lines">Such as <c>0, NVIDIA H200, 87, 20315, 143771</c>: number, name, percent, MiB used, MiB in all.</param>
    internal static IReadOnlyList<GpuDevice> Parse(string lines) => [.. lines.Split('\n').Select(line => line.Split(',', StringSplitOptions.TrimEntries)).Select(Device).OfType<GpuDevice>()];

    private static GpuDevice? Device(string[] words) =>
        words is [var number, var name, var percent, var used, var total]
        && int.TryParse(number, CultureInfo.InvariantCulture, out var index) && Number(used) is { } taken && Number(total) is { } all
            ? new GpuDevice(index, name, Number(percent) ?? 0, (long)(taken * Mebibyte), (long)(all * Mebibyte))
            : null;

    private async Task<IReadOnlyList<GpuDevice>> GpusAsync(CancellationToken stop)
    {
        if (_hasNoGpu) return [];
        if (await NvidiaSmi.AskAsync("index,name,utilization.gpu,memory.used,memory.total", null, stop) is { } said) return Parse(said);
        _hasNoGpu = true;
        return [];
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
