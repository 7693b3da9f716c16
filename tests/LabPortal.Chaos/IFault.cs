namespace LabPortal.Chaos;

internal interface IFault
{
    string Name { get; }

    bool NeedsPostgres => false;

    /// <summary>Lets it happen to a lab of its own, and looks at what came of it.</summary>
    Task<FaultRow> InjectAsync(ChaosBench bench);
}
