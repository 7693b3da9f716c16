namespace LabPortal.Bench;

/// <summary>What a token costs at one size.</summary>
/// <param name="Microseconds">Of a training step, for each of its tokens.</param>
/// <param name="Floor">The same at the rate of one large matrix product.</param>
internal sealed record CostPoint(int Size, double Microseconds, double Floor);
