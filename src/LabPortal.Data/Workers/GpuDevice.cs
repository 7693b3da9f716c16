namespace LabPortal.Data.Workers;

/// <summary>A GPU of a worker, as its driver described it last.</summary>
/// <param name="Percent">Share of the last moment in which something ran on it.</param>
/// <param name="UsedBytes">Memory taken by everybody.</param>
public sealed record GpuDevice(int Number, string Name, double Percent, long UsedBytes, long TotalBytes);
