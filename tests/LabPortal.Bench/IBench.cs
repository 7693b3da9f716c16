namespace LabPortal.Bench;

/// <summary>Something that is measured. What it prints goes to standard error.</summary>
internal interface IBench
{
    string Name { get; }

    Task<IReadOnlyList<Figure>> MeasureAsync();
}
