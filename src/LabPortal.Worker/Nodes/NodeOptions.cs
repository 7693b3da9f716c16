namespace LabPortal.Worker.Nodes;

/// <param name="Name">What the queue and the pages call this worker.</param>
/// <param name="Slots">How many runs at once for each kind of slot.</param>
/// <param name="Threads">Threads of one run.</param>
internal sealed record NodeOptions(string DataFolder, string Name, IReadOnlyDictionary<string, int> Slots, int Threads)
{
    /// <summary>How long the child that answers the playground is kept without a question.</summary>
    public TimeSpan PlaygroundIdle { get; init; } = TimeSpan.FromMinutes(5);

    public string SlotText => string.Join(',', Slots.Select(slot => $"{slot.Key}={slot.Value}"));
}
