// Shapes: B rows of a batch or a part of it, T inputs, L target tokens.
using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using LabPortal.Training.Specs;
using LabPortal.Training.Tasks;
using TorchSharp;
using static TorchSharp.torch;

namespace LabPortal.Training.Running;

/// <summary>
/// A network with its data and optimizer: what one phase of training needs. Everything random in a step is a function of
/// (seed, step), so weights, moments and the step are all the state there is.
/// </summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly HeldOutWatch _watch;
    private readonly StepRows _rows;
    private readonly long _seed;

    public TrainingSession(RunSpec spec, long seed, ITaskData data, Device device)
    {
        (Spec, Data, Device, _seed) = (spec, data, device, seed);
        Vocabulary = spec.Extend(data.Vocabulary);
        HeldOut = data.HeldOut(spec.Evaluation.Examples, spec.Evaluation.Seed);
        _watch = new HeldOutWatch(HeldOut);
        _rows = new StepRows(spec, seed, data, Vocabulary, _watch);
        manual_seed((long)(new SeededRandom(seed, Purpose.Initialisation).NextBits() >> 1));
        Network = spec.Build(data.Vocabulary);
        Network.to(device);
        Optimizer = new AdamWGroups(Network.named_parameters().Select(one => (one.name, one.parameter)), spec.Training);
        Average = spec.Training.Ema == 0 ? null : new WeightAverage(Network.named_parameters().Select(one => (one.name, one.parameter)), spec.Training.Ema);
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

    /// <summary>Null where the weights that train are also the ones that are evaluated.</summary>
    public WeightAverage? Average { get; }

    /// <summary>Puts into the network what is evaluated and kept, until the result is disposed.</summary>
    public IDisposable? Evaluated() => Average?.InNetwork();

    /// <summary>The example as the model sees it.</summary>
    public Example Transformed(Example example, Purpose purpose, long position) => Spec.Transformed(example, Vocabulary, _seed, purpose, position);

    /// <summary>One update, from the whole batch or from parts of it one after another.</summary>
    /// <param name="look">Whether to wait for the device and read what came of it. What nobody looked at is not checked either.</param>
    /// <returns>The loss before it, in nats per supervised token, and the gradient's norm before clipping.</returns>
    public (double Loss, double GradientNorm)? Step(int step, bool look = true)
    {
        using var scope = NewDisposeScope();
        var prepared = _rows.Take(step);
        foreach (var place in prepared.Met)
            _watch.Met[place] = true;
        manual_seed(prepared.DropoutSeed);
        Network.train();
        var loss = Backward(prepared.Rows);
        var norm = BeyondTorchSharp.ClipGradients(Optimizer.Parameters, Spec.Training.Clip > 0 ? Spec.Training.Clip : double.PositiveInfinity);
        var seen = look ? Checked(step, loss.item<float>(), norm.to(float64).item<double>()) : ((double, double)?)null;
        Optimizer.Step(LearningRate.At(step, Spec.Training));
        Average?.Follow(step + 1);
        return seen;
    }

    public void Dispose()
    {
        Average?.Dispose();
        Optimizer.Dispose();
        Network.Dispose();
    }

    private (double, double) Checked(int step, float loss, double norm) =>
        float.IsFinite(loss) && double.IsFinite(norm) ? (loss, norm) : throw new TrainingException(
            $"The loss became {(float.IsFinite(loss) ? "unusable (its gradient is not a number)" : loss.ToString(System.Globalization.CultureInfo.InvariantCulture))} at step {step}. " +
            $"Lower training.learningRate (now {Spec.Training.LearningRate:0.######}), set training.clip to 1, or lengthen training.warmup.");

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

    private Tensor Loss(TrainingRows rows) => Spec.Objective.Loss(Network, RowTensors.Of(rows, OnDevice));

    // From pinned memory a GPU fetches a batch while it still computes.
    private Tensor OnDevice(Tensor batch) => Device.type == DeviceType.CPU ? batch : batch.pin_memory().to(Device, non_blocking: true);
}
