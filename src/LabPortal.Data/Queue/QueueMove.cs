namespace LabPortal.Data.Queue;

/// <summary>Where a waiting run goes: before or behind the next run of the same person, or before everybody's.</summary>
public enum QueueMove { Up, Down, Top }
