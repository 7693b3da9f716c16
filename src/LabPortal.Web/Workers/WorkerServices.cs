namespace LabPortal.Web.Workers;

public static class WorkerServices
{
    public static void AddWorkerSupervisor(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton<LocalWorker>();
        services.AddSingleton<RunLengths>();
        services.AddSingleton<QueueBoardReader>();
        services.AddSingleton<QueueControl>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        if (options.StartsWorker)
            services.AddHostedService<WorkerSupervisor>();
    }
}
