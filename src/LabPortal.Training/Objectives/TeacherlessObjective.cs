// Shapes: B rows, T inputs, P prompt tokens, L target tokens, V vocabulary.
using LabPortal.Training.Decoding;
using LabPortal.Training.Models;
using LabPortal.Training.Tasks;
using static TorchSharp.torch;

namespace LabPortal.Training.Objectives;

/// <summary>
/// The target without a teacher: dummies stand where its tokens would be shown, so that every token must come from the
/// prompt (Bachmann and Nagarajan 2024, section 5): −Σ log p(r_j | prompt, $, …, $) / L. Mixed with next-token rows it is an
/// auxiliary objective, as in Nagarajan et al. 2025 (arXiv 2504.15266).
/// </summary>
public sealed class TeacherlessObjective(TeacherlessOptions options) : IObjective
{
    private readonly NextTokenObjective _nextToken = new();

    public AttentionKind Attention => AttentionKind.Causal;

    public string? Decoding => options.Mode == TeacherlessMode.Mixed ? null
        : "All tokens at once, each from the prompt alone: none sees another, so a mistake cannot lead to the next, and there is nothing to go on from.";

    public double Passes(int length, bool keeps) => options.Mode == TeacherlessMode.Mixed && !keeps ? length : 1;

    public Vocabulary Extend(Vocabulary vocabulary) => vocabulary.WithDummy();

    public string? Refuses(TaskShape shape) =>
        options.Mode == TeacherlessMode.Pure && shape.Prompt < 2 ? "Teacherless training predicts the whole target from the prompt, and this task has none. Choose a task with a prompt, such as path-star." : null;

    public TrainingRows Prepare(ExampleBatch batch, Vocabulary vocabulary, SeededRandom random)
    {
        // Examples come in random order, so which rows of a batch are dummies need not be drawn.
        var dummies = options.Mode == TeacherlessMode.Pure ? batch.Rows : (int)Math.Round(batch.Rows * options.Ratio / (1 + options.Ratio));
        var rows = _nextToken.Prepare(batch, vocabulary, random);
        HideTarget(rows.Inputs, batch, dummies, vocabulary);
        return options is { Mode: TeacherlessMode.Mixed, Span: TeacherlessSpan.Middle } ? rows with { Weights = Middle(rows, batch, dummies) } : rows;
    }

    public Tensor TargetLogits(Network network, ExampleBatch batch, Vocabulary vocabulary, Device device)
    {
        if (options.Mode == TeacherlessMode.Mixed)
            return _nextToken.TargetLogits(network, batch, vocabulary, device);
        var inputs_BT = Prepare(batch, vocabulary, new SeededRandom(0, Purpose.Step)).Inputs;
        return network.LastLogits(tensor(inputs_BT, batch.Rows, batch.Inputs).to(device), Attention, batch.Target);
    }

    public int[][] Generate(
        Network network, IReadOnlyList<int[]> prompts, int length, Vocabulary vocabulary, Sampler sampler, Device device, TokenScores? scores = null)
    {
        if (options.Mode == TeacherlessMode.Mixed)
            return _nextToken.Generate(network, prompts, length, vocabulary, sampler, device, scores);
        var blank = new ExampleBatch(prompts.Select(prompt => new Example(prompt, new int[length])).ToList());
        using var scope = NewDisposeScope();
        var logits_BLV = TargetLogits(network, blank, vocabulary, device);
        var drawn_BL = sampler.DrawTensor(logits_BLV.reshape(-1, logits_BLV.shape[2])).reshape(-1, length);
        scores?.KeepFirst(logits_BLV, drawn_BL);
        return drawn_BL.cpu().data<long>().ToArray().Select(token => (int)token).Chunk(length).ToArray();
    }

    private static float[] Middle(TrainingRows rows, ExampleBatch batch, int dummies)
    {
        var weights_BL = rows.Weights ?? Enumerable.Repeat(1f, rows.Labels.Length).ToArray();
        for (var row = 0; row < dummies; row++)
            (weights_BL[row * batch.Target], weights_BL[row * batch.Target + batch.Examples[row].Target.Length - 1]) = (0, 0);
        return weights_BL;
    }

    private static void HideTarget(long[] inputs_BT, ExampleBatch batch, int rows, Vocabulary vocabulary)
    {
        for (var row = 0; row < rows; row++)
            inputs_BT.AsSpan(row * batch.Inputs + batch.Prompt, batch.Target - 1).Fill(vocabulary.Dummy!.Value);
    }
}
