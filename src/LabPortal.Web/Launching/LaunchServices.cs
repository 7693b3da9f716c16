using LabPortal.Web.Comparing;
using LabPortal.Web.Curves;
using LabPortal.Web.Halving;
using LabPortal.Web.Playground;
using LabPortal.Web.Runs;
using LabPortal.Web.Samples;
using LabPortal.Web.Shell;
using LabPortal.Web.Studies;

namespace LabPortal.Web.Launching;

/// <summary>What pages and API share: launching, estimating, reading curves and comparisons.</summary>
public static class LaunchServices
{
    public static void AddExperimentation(this IServiceCollection services)
    {
        services.AddSingleton<ExperimentLauncher>();
        services.AddSingleton<LabCheck>();
        services.AddSingleton<Forecaster>();
        services.AddSingleton<RunAxes>();
        services.AddSingleton<CurveReader>();
        services.AddSingleton<ComparisonReader>();
        services.AddSingleton<ExampleTests>();
        services.AddSingleton<PromptIntervals>();
        services.AddSingleton<HalvingReader>();
        services.AddSingleton<HalvingWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<HalvingWatch>());
        services.AddScoped<SeedPlan>();
        services.AddSingleton<ProbeReader>();
        services.AddSingleton<SampleReader>();
        services.AddSingleton<PlaygroundReader>();
        services.AddSingleton<PlaygroundClient>();
        services.AddSingleton<StudyReader>();
        services.AddSingleton<LabSearch>();
    }
}
