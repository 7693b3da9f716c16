namespace LabPortal.Worker.Attempts;

/// <summary>Reports what this process takes of the machine, every few seconds.</summary>
internal sealed class SystemUse(DatabaseSink sink, TimeProvider time)
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
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
