// Shapes: B rows, L target tokens.
using LabPortal.Training.Objectives;
using LabPortal.Training.Specs;
using LabPortal.Training.Tasks;

namespace LabPortal.Training.Running;

/// <summary>
/// What each training step reads. While a step trains, the rows of the next are prepared on another thread; nothing of a step that
/// has not begun is noted anywhere, so that a run which stops there leaves no trace of it.
/// </summary>
internal sealed class StepRows(RunSpec spec, long seed, ITaskData data, Vocabulary vocabulary, HeldOutWatch watch)
{
    private Task<PreparedStep>? _ahead;

    /// <summary>The step's rows, and begins with the next step's.</summary>
    public PreparedStep Take(int step)
    {
        var ahead = _ahead?.GetAwaiter().GetResult();
        var taken = ahead?.Step == step ? ahead : Prepare(step);
        _ahead = step + 1 < spec.Training.Steps ? Task.Run(() => Prepare(step + 1)) : null;
        return taken;
    }

    private PreparedStep Prepare(int step)
    {
        var random = new SeededRandom(seed, Purpose.Step, step);
        var dropoutSeed = (long)(random.NextBits() >> 1);
        var batch = spec.Training.Batch;
        var examples = new Example[batch];
        var met = new List<int>();
        for (var row = 0; row < batch; row++)
        {
            var position = (long)step * batch + row;
            var example = data.Train(position, seed);
            if (watch.Find(example) is { } place)
                met.Add(place);
            examples[row] = spec.Transformed(example, vocabulary, seed, Purpose.Transform, position);
        }

        var rows = spec.Objective.Prepare(new ExampleBatch(examples, vocabulary.Dummy), vocabulary, random);
        return new PreparedStep(step, dropoutSeed, spec.Weights.Count == 0 ? rows : Weighted(rows), met);
    }

    private TrainingRows Weighted(TrainingRows rows)
    {
        var weights_BL = rows.Weights ?? Enumerable.Repeat(1f, rows.Labels.Length).ToArray();
        foreach (var weighting in spec.Weights)
            weighting.Apply(rows, weights_BL);
        return rows with { Weights = weights_BL };
    }
}
