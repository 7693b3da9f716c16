// Shapes: B rows of a batch or a part of it, T inputs, L target tokens.
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
    private readonly HeldOutWatch _watch;
    private readonly StepRows _rows;

    public TrainingSession(RunSpec spec, long seed, ITaskData data, Device device)
    {
        (Spec, Data, Device) = (spec, data, device);
        Vocabulary = spec.Objective.Extend(spec.Transforms.Aggregate(data.Vocabulary, (tokens, transform) => transform.Extend(tokens)));
        HeldOut = data.HeldOut(spec.Evaluation.Examples, spec.Evaluation.Seed);
        _watch = new HeldOutWatch(HeldOut);
        _rows = new StepRows(spec, seed, data, Vocabulary, _watch);
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
    public Example Transformed(Example example, Purpose purpose, long position) => _rows.Transformed(example, purpose, position);

    /// <summary>One update, from the whole batch or from parts of it one after another.</summary>
    /// <returns>The loss before it, in nats per supervised token, and the gradient's norm before clipping.</returns>
    public (double Loss, double GradientNorm) Step(int step)
    {
        using var scope = NewDisposeScope();
        var prepared = _rows.Take(step);
        foreach (var place in prepared.Met)
            _watch.Met[place] = true;
        manual_seed(prepared.DropoutSeed);
        Network.train();
        var loss = Backward(prepared.Rows);
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

    /// <returns>The loss of all rows, a scalar without history.</returns>
    private Tensor Backward(TrainingRows rows)
    {
        var parts = Spec.Training.Accumulate;
        if (parts == 1)
        {
            var whole = Loss(rows);
            whole.backward();
            return whole.detach();
        }

        var total = zeros(1, device: Device);
        for (var i = 0; i < parts; i++)
        {
            using var scope = NewDisposeScope();
            var part = rows.Part(i, parts);
            var share = Loss(part) * (part.TotalWeight / rows.TotalWeight);
            share.backward();
            total.add_(share.detach());
        }

        return total;
    }

    private Tensor Loss(TrainingRows rows)
    {
        var inputs_BT = tensor(rows.Inputs, rows.Rows, rows.Length).to(Device);
        var labels_BL = tensor(rows.Labels, rows.Rows, rows.Supervised).to(Device);
        var weights_BL = rows.Weights is null ? null : tensor(rows.Weights, rows.Rows, rows.Supervised).to(Device);
        return Spec.Objective.Loss(Network, inputs_BT, labels_BL, weights_BL);
    }
}
