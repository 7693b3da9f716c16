namespace LabPortal.Chaos.Faults;

/// <summary>The worker is killed, every other time with all its children, and started again.</summary>
internal sealed class KillWorker : KillFault
{
    private LabProcess? _worker;

    public override string Name => "kill-worker";

    protected override double Part => 0.3;

    protected override async Task StartAsync(Trial trial)
    {
        await trial.Lab.StartPortalAsync(withWorker: false);
        _worker = trial.Lab.StartWorker("worker", trial.Slots);
    }

    protected override async Task<bool> KillAsync(Trial trial)
    {
        await _worker!.KillAsync(withChildren: trial.Times % 2 == 1);
        _worker = trial.Lab.StartWorker("worker", trial.Slots);
        return true;
    }
}
