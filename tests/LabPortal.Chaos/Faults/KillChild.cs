namespace LabPortal.Chaos.Faults;

/// <summary>The process that trains is killed.</summary>
internal sealed class KillChild : KillFault
{
    private LabProcess? _worker;

    public override string Name => "kill-child";

    protected override double Part => 0.5;

    protected override async Task StartAsync(Trial trial)
    {
        await trial.Lab.StartPortalAsync(withWorker: false);
        _worker = trial.Lab.StartWorker("worker", trial.Slots);
    }

    protected override Task<bool> KillAsync(Trial trial)
    {
        var training = ProcessTree.TrainingOf(_worker!.Id);
        return Task.FromResult(training.Count > 0 && Signal.Send(training[trial.Random.Next(training.Count)], Signal.Kill));
    }
}
