// Shapes: B rows, L target tokens, V vocabulary.
using LabPortal.Training.Decoding;
using LabPortal.Training.Objectives;
using LabPortal.Training.Tasks;
using static TorchSharp.torch;

namespace LabPortal.Training.Running;

/// <summary>Puts the held-out examples to a network. Leaves no trace in training: no state, no generator.</summary>
/// <param name="seed">The run's, on which its training examples depend.</param>
internal sealed class Evaluator(TrainingSession session, long seed)
{
    private readonly int _rows = EvaluationRows.AtOnce(session.Spec.InputLength(session.Data.Vocabulary.Size));

    private readonly IReadOnlyList<Example> _examples =
        session.HeldOut.Select((example, i) => session.Transformed(example, Purpose.HeldOut, i)).ToList();

    private readonly IOpenEndedData? _open = session.Data as IOpenEndedData;

    private readonly bool _answers = session.Data.Judge(session.HeldOut[0], session.HeldOut[0].Target) is not null;

    private readonly int? _branch = session.Spec.Task.Branch is { } branch
        ? session.Spec.Transforms.Aggregate(
            Enumerable.Range(0, session.HeldOut[0].Target.Length).ToArray(), (order, transform) => transform.Restore(order))[branch]
        : null;

    /// <summary>SHA-256 (hex) of the held-out examples as the task gives them: outcomes with the same can be matched example by example.</summary>
    public string Set { get; } = HeldOutDigest.Of(session.HeldOut);

    /// <summary>Whether outputs can be right or wrong.</summary>
    public bool Answers => _answers;

    private int Kept => Math.Min(session.Spec.Evaluation.Samples, _examples.Count);

    public Evaluation Evaluate(long step, CancellationToken cancel)
    {
        using var off = no_grad();
        session.Network.eval();
        var forced = new List<int[]>();
        var losses = new List<float[]>();
        var free = new List<int[]>();
        var probabilities = new List<float[]>();
        var heads = session.Spec.Objective.Heads > 1 ? new HeadTally(session.Spec.Objective.Heads) : null;
        using var sampler = new Sampler(session.Spec.Evaluation.Sampling, session.Spec.Evaluation.Seed + step);
        foreach (var examples in _examples.Chunk(_rows))
        {
            cancel.ThrowIfCancellationRequested();
            var batch = new ExampleBatch(examples);
            Forced(batch, forced.Count, forced, losses);
            if (heads is not null)
                Heads(batch, heads);
            if (!_answers)
                continue;
            var scores = new TokenScores(Math.Clamp(Kept - free.Count, 0, batch.Rows));
            free.AddRange(Generate(examples, batch.Target, sampler, scores));
            probabilities.AddRange(Probabilities(scores));
        }

        return new Evaluation(step, _examples, [.. forced], [.. losses], _answers && _open is null ? [.. free] : null, [.. probabilities], _branch, Opened([.. free])) { Heads = heads?.Scores };
    }

    /// <summary>The held-out questions asked once more, in a way that need not be the run's.</summary>
    public int[][] Outputs(IObjective objective, SamplingOptions sampling, long samplerSeed, CancellationToken cancel)
    {
        using var off = no_grad();
        session.Network.eval();
        using var sampler = new Sampler(sampling, samplerSeed);
        var outputs = new List<int[]>();
        foreach (var examples in _examples.Chunk(_rows))
        {
            cancel.ThrowIfCancellationRequested();
            outputs.AddRange(objective.Generate(
                session.Network, examples.Select(example => example.Prompt).ToArray(), examples[0].Target.Length, session.Vocabulary, sampler, session.Device));
        }

        return [.. outputs];
    }

    /// <summary>What the task makes of outputs to open questions; null for another task.</summary>
    public OpenOutputs? Opened(int[][] outputs) => _open is null ? null : new OpenOutputs(outputs, [.. outputs.Select(output => _open.Read(session.Spec.Restored(output)))]);

    /// <summary>Share of outputs that are all right.</summary>
    public double Exact(int[][] outputs) => outputs.Zip(_examples, (output, example) => output.AsSpan().SequenceEqual(example.Target) ? 1.0 : 0.0).Average();

    /// <summary>The first held-out examples with what the model makes of them.</summary>
    public IEnumerable<SampleRecord> Samples(Evaluation evaluation)
    {
        var count = Kept;
        if (count == 0)
            return [];
        if ((evaluation.Free ?? evaluation.Open?.Outputs) is { } free)
            return Enumerable.Range(0, count).Select(i => Record(evaluation.Step, i, _examples[i], free[i], evaluation.Probabilities[i]));

        using var off = no_grad();
        session.Network.eval();
        using var sampler = new Sampler(session.Spec.Evaluation.Sampling, session.Spec.Evaluation.Seed + evaluation.Step);
        var asked = _examples.Take(count).Select(session.Data.Ask).ToArray();
        var scores = new TokenScores(count);
        var outputs = Generate(asked, asked[0].Target.Length, sampler, scores);
        var probabilities = Probabilities(scores).ToArray();
        return Enumerable.Range(0, count).Select(i => Record(evaluation.Step, i, asked[i], outputs[i], probabilities[i])).ToList();
    }

    private static IEnumerable<float[]> Probabilities(TokenScores scores) => scores.Outputs.Select(row => row.Select(one => one.Probability).ToArray());

    private SampleRecord Record(long step, int index, Example example, int[] output, float[] probabilities)
    {
        var restored = session.Spec.Restored(output);
        var grade = session.Data.Judge(session.HeldOut[index], restored);
        var right = grade is null || _open is not null ? [] : output.Zip(example.Target, (said, wanted) => said == wanted).ToArray();
        return new SampleRecord(
            step, index, session.Vocabulary.Text(example.Prompt), _open is null ? session.Vocabulary.Text(example.Target) : [], session.Vocabulary.Text(output),
            right, grade?.Correct, grade?.Note ?? "", probabilities, session.Data.Verdicts(session.HeldOut[index], restored, seed));
    }

    private int[][] Generate(Example[] examples, int length, Sampler sampler, TokenScores scores) =>
        session.Spec.Objective.Generate(
            session.Network, examples.Select(example => example.Prompt).ToArray(), length, session.Vocabulary, sampler, session.Device, scores);

    private void Heads(ExampleBatch batch, HeadTally tally)
    {
        using var scope = NewDisposeScope();
        tally.Add(session.Spec.Objective.HeadLogits(session.Network, batch, session.Vocabulary, session.Device), batch, session.Device);
    }

    private void Forced(ExampleBatch batch, int first, List<int[]> forced, List<float[]> losses)
    {
        using var scope = NewDisposeScope();
        var (objective, vocabulary, device) = (session.Spec.Objective, session.Vocabulary, session.Device);
        var likeliest_BL = objective.TargetLogits(session.Network, batch, vocabulary, device).argmax(-1);
        forced.AddRange(likeliest_BL.cpu().data<long>().ToArray().Select(token => (int)token).ToArray().Chunk(batch.Target));
        var nats_BL = objective.Nats(session.Network, batch, vocabulary, new SeededRandom(session.Spec.Evaluation.Seed, Purpose.Generation, first), device);
        losses.AddRange(nats_BL.cpu().data<float>().ToArray().Chunk(batch.Target));
    }
}
