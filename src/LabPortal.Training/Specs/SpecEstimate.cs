using LabPortal.Training.Models;
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
        var (heads, outputs) = (spec.Objective.Heads, (long)spec.Objective.Outputs(vocabulary) * spec.Model.Width);
        var parameters = spec.Model.Parameters(vocabulary, length) + outputs;
        double Flops(int asked) => spec.Model.StepFlops(vocabulary, length, rows, shape.Target, heads, asked);
        var step = Flops(heads) + 6.0 * outputs * rows * shape.Target;
        // A forward pass is a third of a step; an evaluation makes one with the answer shown and those that an output takes without.
        var evaluations = spec.Training.Steps / spec.Evaluation.Every + 2;
        var answers = spec.Task.Chance is not null || spec.Task.IsOpenEnded;
        var evaluation = (Flops(1) * (answers ? 1 + spec.Objective.Passes(shape.Target, spec.Model.KeepsWhatItReads) : 1) + (heads > 1 ? step : 0)) * evaluations;
        var sweep = answers && spec.Evaluation.Sweep ? Flops(1) * SamplingSweep.Passes(spec.Objective, shape.Target, spec.Model.KeepsWhatItReads) : 0;
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
        var (copies, rows) = (spec.Training.Ema > 0 ? 5 : 4, spec.Training.Batch / spec.Training.Accumulate);
        return anyRun + copies * memory.Parameters + memory.Step(rows, shape.Target) + memory.Pass(evaluated, shape.Target) + OutputsMemoryOf(spec, shape, copies, rows);
    }

    /// <summary>Of the objective's own layer, its weights as above, and its outputs with what a loss makes of them.</summary>
    private static long OutputsMemoryOf(RunSpec spec, TaskShape shape, int copies, int rows)
    {
        const int ofALoss = 8;
        var outputs = spec.Objective.Outputs(shape.Vocabulary);
        return copies * TensorBytes.Of(outputs, spec.Model.Width) + ofALoss * TensorBytes.Of((long)rows * shape.Target, outputs);
    }
}
