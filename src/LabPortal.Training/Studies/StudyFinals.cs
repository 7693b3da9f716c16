namespace LabPortal.Training.Studies;

/// <summary>What the runs of a study ended with.</summary>
/// <param name="values">By arm and metric the final values, one for each seed that finished.</param>
public sealed class StudyFinals(Func<string, string, IReadOnlyList<double>> values)
{
    /// <summary>Over the seeds that finished; null where none did, or none recorded the metric.</summary>
    public double? Mean(string arm, string metric) => values(arm, metric) is { Count: > 0 } found ? found.Average() : null;
}
