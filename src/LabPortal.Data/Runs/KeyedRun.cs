namespace LabPortal.Data.Runs;

/// <summary>A run beside the key of its group, for queries.</summary>
internal sealed class KeyedRun<TKey>
{
    public required TKey Key { get; init; }
    public required string? Title { get; init; }
    public required Guid Id { get; init; }
    public required Guid ArmId { get; init; }
    public required int Number { get; init; }
    public required RunState State { get; init; }
}
