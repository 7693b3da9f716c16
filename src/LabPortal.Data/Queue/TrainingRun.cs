namespace LabPortal.Data.Queue;

/// <summary>A run that trains, as far as others have to wait for it.</summary>
/// <param name="Device">The number of its GPU; null on the processor.</param>
public sealed record TrainingRun(Guid Id, int Number, string Owner, string Worker, string Slot, int? Device = null, long? NeedsBytes = null, double? EtaSeconds = null);
