namespace LabPortal.Chaos.Faults;

/// <summary>The portal is killed with its own worker hanging on it, and started again.</summary>
internal sealed class KillPortal : KillFault
{
    private LabProcess? _portal;

    public override string Name => "kill-portal";

    protected override double Part => 0.2;

    protected override async Task StartAsync(Trial trial) => _portal = await trial.Lab.StartPortalAsync(withWorker: true);

    protected override async Task<bool> KillAsync(Trial trial)
    {
        await _portal!.KillAsync(withChildren: false);
        _portal = await trial.Lab.StartPortalAsync(withWorker: true);
        return true;
    }
}
