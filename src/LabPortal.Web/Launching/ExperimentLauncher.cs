using System.Security.Cryptography;
using System.Text;
using LabPortal.Data.Experiments;
using LabPortal.Training;
using LabPortal.Training.Specs;

namespace LabPortal.Web.Launching;

/// <summary>Turns a checked spec into an experiment with runs, and queues them.</summary>
public sealed class ExperimentLauncher(ExperimentStore experiments, Forecaster forecaster)
{
    /// <param name="queue">False keeps the runs as drafts.</param>
    public async Task<Experiment> LaunchAsync(ExperimentSpec spec, string by, bool queue = true, (string Study, string Budget)? study = null, CancellationToken cancel = default)
    {
        var json = spec.ToJson();
        var forecasts = await forecaster.OfAsync([.. spec.Arms], cancel);
        var experiment = await experiments.CreateAsync(new NewExperiment(
            spec.Name, spec.Description ?? "", json, Hash(json),
            spec.Arms.Zip(forecasts, (arm, forecast) => new NewArm(arm.Arm, arm.ToJson(), arm.Hash, arm.TotalSteps, Fleet.Name(arm.Training.Device))
            {
                NeedsMemoryBytes = forecast.NeedsBytes, AfterArm = arm.StartPoint?.Arm, AfterRun = arm.StartPoint?.Run,
            }).ToList(),
            spec.Seeds, by)
        {
            StudyName = study?.Study, Budget = study?.Budget, HalvingJson = spec.Search?.Halving?.ToJson(),
            // An arm that is judged by all its seeds is judged soonest when they come one after the other.
            ArmByArm = spec.Search?.Halving is { Seeds: 0 },
        }, cancel);
        if (queue)
            await experiments.QueueAsync(experiment.Id, cancel);
        return experiment;
    }

    /// <exception cref="ArgumentException">There is no such study or budget.</exception>
    public static ExperimentSpec StudySpec(string study, string budget)
    {
        var entry = Catalog.Studies.Find(study) ?? throw new ArgumentException(Catalog.Studies.Explain(study));
        return ExperimentSpec.Parse(entry.Create(new LabPortal.Training.Options.NoOptions()).SpecJson(budget)).Spec!;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
