namespace LabPortal.Web.Operation;

public static class OperationServices
{
    public static void AddOperation(this IServiceCollection services)
    {
        services.AddOptions<MonitorOptions>().BindConfiguration(nameof(MonitorOptions)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Readiness>();
        services.AddSingleton<RequestCount>();
        services.AddSingleton<IngestRate>();
        services.AddSingleton<LabFigures>();
    }
}
