namespace LabPortal.Training.Options;

/// <summary>
/// Marks an option that specs were hashed without. At its default it stays out of the hash, so that a run from before goes on from its
/// checkpoint; its default must change nothing.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AddedLaterAttribute : Attribute;
