using LabPortal.Training.Tasks;

namespace LabPortal.Training.Objectives;

/// <summary>Examples of one shape, as rows. Shapes: B rows, P prompt tokens, L target tokens, T = P + L − 1 inputs.</summary>
public sealed class ExampleBatch
{
    public ExampleBatch(IReadOnlyList<Example> examples)
    {
        Examples = examples;
        Prompt = examples[0].Prompt.Length;
        Target = examples[0].Target.Length;
        if (examples.Any(example => example.Prompt.Length != Prompt || example.Target.Length != Target))
            throw new TrainingException("The examples of a batch differ in length. A task must give examples of one shape.");
    }

    public IReadOnlyList<Example> Examples { get; }

    public int Rows => Examples.Count;

    public int Prompt { get; }

    public int Target { get; }

    public int Inputs => Prompt + Target - 1;

    /// <summary>Inputs under teacher forcing: the sequence without its last token, written into a row of T.</summary>
    public void WriteForced(int row, Span<long> inputs_T)
    {
        var (prompt, target) = Examples[row];
        for (var i = 0; i < prompt.Length; i++)
            inputs_T[i] = prompt[i];
        for (var i = 0; i < target.Length - 1; i++)
            inputs_T[prompt.Length + i] = target[i];
    }

    /// <summary>The target tokens, row after row: what a loss compares with.</summary>
    public long[] Labels() => Examples.SelectMany(example => example.Target, (_, token) => (long)token).ToArray();
}
