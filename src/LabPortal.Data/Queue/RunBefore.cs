using LabPortal.Data.Runs;

namespace LabPortal.Data.Queue;

/// <summary>The run whose checkpoint another starts from.</summary>
public sealed record RunBefore(int Number, RunState State);
