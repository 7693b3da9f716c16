namespace LabPortal.Data;

/// <summary>What an <see cref="IChangeSignal"/> tells of.</summary>
[Flags]
public enum Changes
{
    /// <summary>States of runs, and the queue.</summary>
    States = 1,

    /// <summary>What attempts record, many times a second.</summary>
    Records = 2,

    /// <summary>Questions to checkpoints.</summary>
    Questions = 4,
}
