namespace LabPortal.Worker.Attempts;

/// <summary>Reports what this process takes of the machine, every few seconds.</summary>
/// <param name="gpu">Whether the run trains on a GPU, whose use is then reported too.</param>
internal sealed class SystemUse(DatabaseSink sink, bool gpu, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public async Task ReportAsync(CancellationToken stop)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            var (cpu, at) = (Environment.CpuUsage.TotalTime, time.GetTimestamp());
            while (await timer.WaitForNextTickAsync(stop))
            {
                var (nextCpu, nextAt, step) = (Environment.CpuUsage.TotalTime, time.GetTimestamp(), sink.LastStep);
                sink.Measured("system/cpu-percent", step, 100 * (nextCpu - cpu) / time.GetElapsedTime(at, nextAt));
                sink.Measured("system/memory-mb", step, Environment.WorkingSet / 1e6);
                (cpu, at) = (nextCpu, nextAt);
                if (!gpu || await GpuUse.ReadAsync(stop) is not { } use) continue;
                sink.Measured("system/gpu-percent", step, use.Percent);
                sink.Measured("system/gpu-memory-mb", step, use.Megabytes);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
