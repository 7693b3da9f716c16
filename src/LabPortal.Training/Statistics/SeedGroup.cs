namespace LabPortal.Training.Statistics;

/// <summary>One metric of one arm: a value for each seed.</summary>
public sealed record SeedGroup(string Name, IReadOnlyDictionary<long, double> Values)
{
    public Summary? Summary { get; } = Statistics.Summary.Of([.. Values.OrderBy(seed => seed.Key).Select(seed => seed.Value)]);
}
