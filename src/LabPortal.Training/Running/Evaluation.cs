using LabPortal.Training.Tasks;

namespace LabPortal.Training.Running;

/// <summary>What a network said to the held-out examples. All targets and outputs are in the order in which the model learnt them.</summary>
/// <param name="Examples">After the transforms.</param>
/// <param name="Forced">Likeliest token at each target position with the answer shown as in training; one row an example.</param>
/// <param name="Loss">Nats at each target position; one row an example.</param>
/// <param name="Free">Outputs without the answer; null for a task without right answers.</param>
/// <param name="Probabilities">For the first of the outputs, those that are kept as samples, what the network gave each token.</param>
/// <param name="Open">What was answered to open questions; null for a task that has one right answer, or none.</param>
/// <param name="Branch">Target position of the task's deciding token; null where there is none.</param>
public sealed record Evaluation(
    long Step, IReadOnlyList<Example> Examples, int[][] Forced, float[][] Loss, int[][]? Free, float[][] Probabilities, int? Branch, OpenOutputs? Open = null)
{
    /// <summary>Each head on its own; null where there is but one.</summary>
    public IReadOnlyList<HeadScore>? Heads { get; init; }

    public int Positions => Examples[0].Target.Length;

    /// <summary>Share of examples whose output is right at a position.</summary>
    public double Accuracy(int[][] outputs, int position) =>
        Enumerable.Range(0, outputs.Length).Average(row => outputs[row][position] == Examples[row].Target[position] ? 1.0 : 0.0);

    /// <summary>Share of examples whose whole output is right.</summary>
    public double Exact(int[][] outputs) => Enumerable.Range(0, outputs.Length).Average(row => IsExact(outputs, row) ? 1.0 : 0.0);

    /// <summary>Mean over an example's target positions, in nats.</summary>
    public double MeanLoss(int row) => Loss[row].Average(value => (double)value);

    /// <summary>What came of each example on its own; right is the answer to an open question that is new and that no earlier one is the same as.</summary>
    /// <param name="set">SHA-256 of the examples.</param>
    public OutcomeRecord Outcomes(string set) => new(
        Step, set,
        Free is { } free ? [.. Enumerable.Range(0, free.Length).Select(row => IsExact(free, row))] : Open?.Flags.Select(flags => flags.HasFlag(OpenFlags.Creative)).ToArray(),
        [.. Enumerable.Range(0, Loss.Length).Select(row => (float)MeanLoss(row))],
        Open?.Flags.Select(flags => (byte)flags).ToArray());

    private bool IsExact(int[][] outputs, int row) => outputs[row].AsSpan().SequenceEqual(Examples[row].Target);
}
