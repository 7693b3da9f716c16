namespace LabPortal.Data.Runs;

/// <summary>A run as somebody chooses it for something to be done with it.</summary>
public readonly record struct RunChoice(Guid Id, int Number, RunState State, bool IsArchived);
