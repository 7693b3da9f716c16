using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace LabPortal.Data.Queue;

/// <summary>The schedule in the lab's database. Every process can put runs into it, and worker nodes start it: on PostgreSQL many, as
/// one cluster; on SQLite exactly one, for Quartz refuses to cluster there, and two started ones would fire the same run.</summary>
public sealed class LabScheduler(
    LabStorage storage, IChangeSignal signal, IServiceProvider host, ILoggerFactory? logging = null) : IAsyncDisposable
{
    private const string Name = "lab";
    private const int MostSlots = 64;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private StandaloneSchedulerFactory? _factory;
    private IScheduler? _scheduler;
    private QueueBell? _bell;

    /// <summary>Offers slots and begins to run what is queued, with the registered <see cref="IRunExecutor"/>.</summary>
    /// <param name="slots">How many runs at once of each group that a <see cref="PlannedRun"/> may be in: <c>cpu</c>, <c>gpu</c>, <c>cpu@name</c>.</param>
    public async Task StartAsync(IReadOnlyDictionary<string, int> slots, CancellationToken cancel = default)
    {
        await OfferAsync(slots, cancel);
        var scheduler = await OpenAsync(cancel);
        await scheduler.Start(cancel);
        _bell = new(signal, scheduler);
        _bell.Start();
    }

    /// <summary>Changes what this process takes from now on; what runs goes on.</summary>
    public async Task OfferAsync(IReadOnlyDictionary<string, int> slots, CancellationToken cancel = default)
    {
        var limits = ExecutionLimitsBuilder.Create().ForOtherGroups(0);
        foreach (var (slot, count) in slots) limits.ForGroup(slot, count);
        await (await OpenAsync(cancel)).SetExecutionLimits(limits.Build(), cancel);
    }

    /// <summary>Stops firing and cancels the token of every run in progress; returns when their executors have.</summary>
    public async Task StopAsync(CancellationToken cancel = default)
    {
        await SilenceAsync();
        if (_scheduler is not null) await _scheduler.Shutdown(true, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await SilenceAsync();
        if (_factory is not null) await _factory.DisposeAsync();
        _opening.Dispose();
    }

    internal async Task<IScheduler> OpenAsync(CancellationToken cancel)
    {
        if (_scheduler is not null) return _scheduler;
        await _opening.WaitAsync(cancel);
        try
        {
            return _scheduler ??= await BuildAsync(cancel);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task SilenceAsync()
    {
        if (_bell is not null) await _bell.DisposeAsync();
        _bell = null;
    }

    private async Task<IScheduler> BuildAsync(CancellationToken cancel)
    {
        _factory = QuartzSchedulerBuilder.Create(builder =>
        {
            if (logging is not null) builder.Services.AddSingleton(logging);
            builder.ConfigureScheduler(options =>
                {
                    options.InstanceName = Name;
                    options.IdleWaitTime = TimeSpan.FromSeconds(1); // the least there is
                    options.ShutdownJobInterruption = ShutdownJobInterruption.Always;
                })
                .UseDefaultThreadPool(MostSlots)
                .UseJobFactory(new RunJobFactory(host))
                .UsePersistentStore(store =>
                {
                    Dialect.Of(storage).Use(store, storage);
                    store.ProvisionSchema();
                });
        }).Build();
        var scheduler = await _factory.GetScheduler(cancel);
        await Dialect.Of(storage).PrepareScheduleAsync(storage, Name, cancel);
        return scheduler;
    }
}
