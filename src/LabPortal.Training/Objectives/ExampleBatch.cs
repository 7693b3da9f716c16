using LabPortal.Training.Tasks;

namespace LabPortal.Training.Objectives;

/// <summary>
/// Examples as rows of one length: a shorter prompt is padded in front, a shorter target behind. Shapes: B rows, P prompt tokens,
/// L target tokens, T = P + L − 1 inputs.
/// </summary>
public sealed class ExampleBatch
{
    private readonly int _pad;

    /// <param name="pad">The token that fills up; null for examples that are all of one length.</param>
    public ExampleBatch(IReadOnlyList<Example> examples, int? pad = null)
    {
        Examples = examples;
        Prompt = examples.Max(example => example.Prompt.Length);
        Target = examples.Max(example => example.Target.Length);
        IsRagged = examples.Any(example => example.Prompt.Length != Prompt || example.Target.Length != Target);
        if (IsRagged && pad is null)
            throw new TrainingException("The examples of a batch differ in length, and the task's vocabulary has no dummy token to fill up with.");
        _pad = pad ?? 0;
    }

    public IReadOnlyList<Example> Examples { get; }

    public int Rows => Examples.Count;

    public int Prompt { get; }

    public int Target { get; }

    public int Inputs => Prompt + Target - 1;

    public bool IsRagged { get; }

    /// <summary>Inputs under teacher forcing: the sequence without its last token, written into a row of T.</summary>
    public void WriteForced(int row, Span<long> inputs_T)
    {
        WritePrompt(row, inputs_T);
        var target = Examples[row].Target;
        for (var i = 0; i < Target - 1; i++)
            inputs_T[Prompt + i] = i < target.Length ? target[i] : _pad;
    }

    /// <summary>The prompt, ending at position P − 1.</summary>
    public void WritePrompt(int row, Span<long> inputs_T)
    {
        var prompt = Examples[row].Prompt;
        inputs_T[..(Prompt - prompt.Length)].Fill(_pad);
        for (var i = 0; i < prompt.Length; i++)
            inputs_T[Prompt - prompt.Length + i] = prompt[i];
    }

    /// <summary>The target tokens, row after row: what a loss compares with.</summary>
    public long[] Labels() => Examples.SelectMany(example => example.Target.Select(token => (long)token).Concat(Enumerable.Repeat((long)_pad, Target - example.Target.Length))).ToArray();

    /// <summary>1 for a target token and 0 for what fills up, row after row; null where nothing does.</summary>
    public float[]? Weights() => !IsRagged ? null
        : Examples.SelectMany(example => Enumerable.Range(0, Target).Select(i => i < example.Target.Length ? 1f : 0f)).ToArray();
}
