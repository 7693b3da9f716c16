namespace LabPortal.Data.Runs;

/// <param name="Interrupted">Runs whose worker was found lost.</param>
/// <param name="Requeued">Runs that wait for a worker again.</param>
public sealed record Reclaimed(IReadOnlyList<Guid> Interrupted, IReadOnlyList<Guid> Requeued)
{
    public static readonly Reclaimed Nothing = new([], []);
}
