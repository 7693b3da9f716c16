// Shapes: B rows, T inputs, L target tokens.
using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using LabPortal.Training.Specs;
using LabPortal.Training.Tasks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils;

namespace LabPortal.Training.Running;

/// <summary>
/// A network with its data and optimizer: what one phase of training needs. Everything random in a step is a function of
/// (seed, step), so weights, moments and the step are all the state there is.
/// </summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly long _seed;
    private readonly HeldOutWatch _watch;

    public TrainingSession(RunSpec spec, long seed, ITaskData data, Device device)
    {
        (Spec, _seed, Data, Device) = (spec, seed, data, device);
        Vocabulary = spec.Objective.Extend(spec.Transforms.Aggregate(data.Vocabulary, (tokens, transform) => transform.Extend(tokens)));
        HeldOut = data.HeldOut(spec.Evaluation.Examples, spec.Evaluation.Seed);
        _watch = new HeldOutWatch(HeldOut);
        manual_seed((long)(new SeededRandom(seed, Purpose.Initialisation).NextBits() >> 1));
        Network = spec.Model.Build(Vocabulary.Size, spec.Shape(data.Vocabulary.Size).InputLength);
        Network.to(device);
        Optimizer = new AdamWGroups(Network.named_parameters().Select(one => (one.name, one.parameter)), spec.Training);
    }

    public RunSpec Spec { get; }

    public ITaskData Data { get; }

    public Device Device { get; }

    public Vocabulary Vocabulary { get; }

    /// <summary>Before the transforms.</summary>
    public IReadOnlyList<Example> HeldOut { get; }

    public HeldOutWatch Watch => _watch;

    public Network Network { get; }

    public AdamWGroups Optimizer { get; }

    /// <summary>The example as the model sees it.</summary>
    public Example Transformed(Example example, Purpose purpose, long position)
    {
        foreach (var transform in Spec.Transforms)
            example = transform.Apply(example, Vocabulary, new SeededRandom(_seed, purpose, position));
        return example;
    }

    /// <summary>One update.</summary>
    /// <returns>The loss before it, in nats per supervised token, and the gradient's norm before clipping.</returns>
    public (double Loss, double GradientNorm) Step(int step)
    {
        using var scope = NewDisposeScope();
        var random = new SeededRandom(_seed, Purpose.Step, step);
        manual_seed((long)(random.NextBits() >> 1)); // dropout
        var rows = Rows(step, random);
        var inputs_BT = tensor(rows.Inputs, rows.Rows, rows.Length).to(Device);
        var labels_BL = tensor(rows.Labels, rows.Rows, rows.Supervised).to(Device);
        var weights_BL = rows.Weights is null ? null : tensor(rows.Weights, rows.Rows, rows.Supervised).to(Device);
        Network.train();
        var loss = Spec.Objective.Loss(Network, inputs_BT, labels_BL, weights_BL);
        loss.backward();
        var limit = Spec.Training.Clip > 0 ? Spec.Training.Clip : double.PositiveInfinity;
        var norm = clip_grad_norm_(Optimizer.Parameters, limit);
        var value = loss.item<float>();
        if (!float.IsFinite(value) || !double.IsFinite(norm))
            throw new TrainingException(
                $"The loss became {(float.IsFinite(value) ? "unusable (its gradient is not a number)" : value.ToString(System.Globalization.CultureInfo.InvariantCulture))} at step {step}. " +
                $"Lower training.learningRate (now {Spec.Training.LearningRate:0.######}), set training.clip to 1, or lengthen training.warmup.");
        Optimizer.Step(LearningRate.At(step, Spec.Training));
        return (value, norm);
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Network.Dispose();
    }

    private TrainingRows Rows(int step, SeededRandom random)
    {
        var batch = Spec.Training.Batch;
        var examples = new Example[batch];
        for (var row = 0; row < batch; row++)
        {
            var position = (long)step * batch + row;
            var example = Data.Train(position, _seed);
            _watch.See(example);
            examples[row] = Transformed(example, Purpose.Transform, position);
        }

        var rows = Spec.Objective.Prepare(new ExampleBatch(examples), Vocabulary, random);
        if (Spec.Weights.Count == 0)
            return rows;
        var weights_BL = rows.Weights ?? Enumerable.Repeat(1f, rows.Labels.Length).ToArray();
        foreach (var weighting in Spec.Weights)
            weighting.Apply(rows, weights_BL);
        return rows with { Weights = weights_BL };
    }
}
