namespace LabPortal.Chaos;

/// <summary>What one fault did.</summary>
/// <param name="Times">How often it was injected.</param>
/// <param name="Lost">Records (points, samples, probes, outcomes, last checkpoints) that are missing.</param>
/// <param name="Doubled">Records that are there more often than they should be.</param>
/// <param name="WrongState">Runs, or attempts, that did not end as they should.</param>
/// <param name="OutOfOrder">Runs that began before one that had waited in front of them.</param>
/// <param name="Differing">Curves that are not those of an undisturbed run, bit for bit.</param>
/// <param name="WroteLate">Attempts that wrote although another had their run.</param>
internal sealed record FaultRow(string Fault, int Times, int Runs, int Lost, int Doubled, int WrongState, int OutOfOrder, int Differing, int WroteLate, double Seconds)
{
    public IReadOnlyList<(string Name, int Value)> Bad =>
        [("lost", Lost), ("doubled", Doubled), ("wrong-state", WrongState), ("out-of-order", OutOfOrder), ("differing-curves", Differing), ("wrote-late", WroteLate)];
}
