using LabPortal.Training.Running;
using LabPortal.Training.Tasks;

namespace LabPortal.Training.Specs;

/// <summary>What a run will cost, counted before it starts.</summary>
public static class SpecEstimate
{
    /// <param name="corpusSymbols">Distinct characters of the corpus, for a task that reads one.</param>
    /// <param name="flopsPerSecond">What the machine reaches on such a model.</param>
    public static Estimate Of(RunSpec spec, int? corpusSymbols, double flopsPerSecond)
    {
        var shape = spec.Shape(corpusSymbols);
        var (vocabulary, length, rows) = (shape.Vocabulary, spec.InputLength(corpusSymbols), spec.Training.Batch);
        var parameters = spec.Model.Parameters(vocabulary, length);
        var heads = spec.Objective.Heads;
        double Flops(int asked) => spec.Model.StepFlops(vocabulary, length, rows, shape.Target, heads, asked);
        var step = Flops(heads);
        // A forward pass is a third of a step; an evaluation makes one with the answer shown and those that an output takes without.
        var evaluations = spec.Training.Steps / spec.Evaluation.Every + 2;
        var answers = spec.Task.Chance is not null || spec.Task.IsOpenEnded;
        var evaluation = (Flops(1) * (answers ? 1 + spec.Objective.Passes(shape.Target) : 1) + (heads > 1 ? step : 0)) * evaluations;
        var sweep = answers && spec.Evaluation.Sweep ? Flops(1) * SamplingSweep.Passes(spec.Objective, shape.Target) : 0;
        var total = step * spec.Training.Steps + (evaluation + sweep) / 3 * spec.Evaluation.Examples / rows;
        return new Estimate(parameters, (long)rows * length, step, total, MemoryOf(spec, shape, length), TimeSpan.FromSeconds(Math.Min(total / flopsPerSecond, 1e9)));
    }

    /// <summary>
    /// Weights, gradients, AdamW's two moments and the weights' average, a step, and an evaluation, whose memory is kept beside a step's because its tensors
    /// have other sizes.
    /// </summary>
    private static long MemoryOf(RunSpec spec, TaskShape shape, int length)
    {
        // Threads' working memory, examples, records: what the smallest run takes.
        const long anyRun = 18_000_000;
        var memory = spec.Model.Memory(shape.Vocabulary, length, spec.Objective.Heads);
        var evaluated = Math.Min(EvaluationRows.AtOnce(length), spec.Evaluation.Examples);
        var copies = spec.Training.Ema > 0 ? 5 : 4;
        return anyRun + copies * memory.Parameters + memory.Step(spec.Training.Batch / spec.Training.Accumulate, shape.Target) + memory.Pass(evaluated, shape.Target);
    }
}
