namespace LabPortal.Web.Corpora;

public static class CorpusServices
{
    public static void AddCorpusIntake(this IServiceCollection services)
    {
        services.AddOptions<CorpusOptions>().BindConfiguration(nameof(CorpusOptions)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CorpusFolders>();
        services.AddSingleton<CorpusDownload>();
        services.AddSingleton<CorpusIntake>();
    }
}
