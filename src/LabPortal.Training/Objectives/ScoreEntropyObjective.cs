// Shapes: B rows, T tokens of prompt and target, L supervised or generated, V network outputs.
using LabPortal.Training.Decoding;
using LabPortal.Training.Models;
using LabPortal.Training.Tasks;
using static TorchSharp.torch;

namespace LabPortal.Training.Objectives;

/// <summary>
/// Discrete diffusion by score entropy (SEDD, Lou et al. 2024, arXiv 2310.16834): the network learns by how much each other token would be
/// likelier at a place, and sampling follows these ratios back from noise. At noise σ(t) a token costs σ'(t) times its score entropy.
/// </summary>
public sealed class ScoreEntropyObjective(ScoreEntropyOptions options) : IObjective
{
    // Where sampling ends: so little noise is taken off in one last step.
    private const double End = 1e-5;

    private readonly NoiseSchedule _schedule = options.Graph == NoiseGraph.Absorbing ? NoiseSchedule.LogLinear : NoiseSchedule.Geometric;

    public AttentionKind Attention => AttentionKind.Bidirectional;

    public string? Decoding => options.Graph == NoiseGraph.Absorbing
        ? $"All tokens begin masked and are revealed in random order, over {options.Steps} steps."
        : $"All tokens begin at random and change until they fit, over {options.Steps} steps.";

    public bool NatsAreBound => true;

    /// <remarks>Tokens that change until they fit do so by their ratios alone; only what the last step cleans up is drawn from logits.</remarks>
    public bool HearsTemperature => Masks;

    private bool Masks => options.Graph == NoiseGraph.Absorbing;

    public IObjective? AtSteps(int steps) => new ScoreEntropyObjective(options with { Steps = steps });

    /// <remarks>Masks fall at even times, so that the last of n falls after n / (n + 1) of the steps; random tokens change until the end.</remarks>
    public double Passes(int length, bool keeps) => 1 + (Masks ? options.Steps * (length / (length + 1.0)) : options.Steps);

    public Vocabulary Extend(Vocabulary vocabulary) => Masks ? MaskToken.AddedTo(vocabulary) : vocabulary;

    public string? Refuses(IModel model) => model.HearsNoise ? null : "Score entropy needs a network that is told its noise level. Choose the model denoiser.";

    public int Reads(TaskShape shape) => shape.Prompt + shape.Target;

    public TrainingRows Prepare(ExampleBatch batch, Vocabulary vocabulary, SeededRandom random)
    {
        var whole = new NoisedBatch(batch, options.TargetOnly);
        var times = NoiseTimes.Draw(whole.Rows, antithetic: false, random);
        var inputs_BT = Noised(whole, [.. times.Select(time => 1 - Math.Exp(-_schedule.Total(time)))], vocabulary, random);
        return new TrainingRows(
            whole.Rows, whole.Length, whole.Supervised, inputs_BT, whole.Labels, [.. times.SelectMany(time => Enumerable.Repeat((float)_schedule.Rate(time), whole.Supervised))])
        {
            Noise = [.. times.Select(time => (float)_schedule.Total(time))],
        };
    }

    public Tensor Loss(Network network, RowTensors rows) => Each(network, rows).sum() / rows.Labels.numel();

    public Tensor TargetLogits(Network network, ExampleBatch batch, Vocabulary vocabulary, Device device)
    {
        var whole = new NoisedBatch(batch, targetOnly: true);
        var inputs_BT = Noised(whole, [.. Enumerable.Repeat(1.0, whole.Rows)], vocabulary, new SeededRandom(0, Purpose.Step));
        using var scope = NewDisposeScope();
        return Scores(network, tensor(inputs_BT, whole.Rows, whole.Length).to(device), whole.Supervised, 1).Logs.MoveToOuterDisposeScope();
    }

    public Tensor Nats(Network network, ExampleBatch batch, Vocabulary vocabulary, SeededRandom random, Device device) =>
        NoisedNats.Of(batch, Prepare(batch, vocabulary, random), device, rows => Each(network, rows));

    public int[][] Generate(
        Network network, IReadOnlyList<int[]> prompts, int length, Vocabulary vocabulary, Sampler sampler, Device device, TokenScores? scores = null) =>
        Masks
            ? new Unmasking(prompts, length, MaskToken.Of(vocabulary), device).Generate(options.Steps + 1, sampler, scores, null, (tokens_BT, step) => Reveal(network, tokens_BT, length, step))
            : new Settling(prompts, length, vocabulary.Size, device).Generate(options.Steps + 1, sampler, scores, (tokens_BT, step) => Settle(network, tokens_BT, length, step));

    /// <summary>The time at which a step begins; one more follows the last, which ends at 0.</summary>
    private double Time(int step) => step > options.Steps ? 0 : 1 - (1 - End) * step / options.Steps;

    /// <summary>The noise that a step takes off: exactly, or by its rate at the beginning.</summary>
    private double Removed(int step) => options.Sampler == ScoreSampler.Euler && step < options.Steps
        ? (Time(step) - Time(step + 1)) * _schedule.Rate(Time(step))
        : _schedule.Total(Time(step)) - (step < options.Steps ? _schedule.Total(Time(step + 1)) : 0);

    private (Tensor, Tensor?) Reveal(Network network, Tensor tokens_BT, int length, int step)
    {
        var (_, logs_BLV) = Scores(network, tokens_BT, length, Time(step));
        var ratios_BLV = logs_BLV.exp();
        var removed = Removed(step);
        var chance_BL = step == options.Steps ? ones_like(ratios_BLV.select(-1, 0)) : ratios_BLV.sum(-1) * (options.Sampler == ScoreSampler.Euler ? removed : Math.Exp(removed) - 1);
        return (logs_BLV, chance_BL);
    }

    /// <returns>The chance of each token to stand at each place after the step, shape (B, L, V), not normalised.</returns>
    private Tensor Settle(Network network, Tensor tokens_BT, int length, int step)
    {
        var (seen_BL, logs_BLV) = Scores(network, tokens_BT, length, Time(step));
        var size = logs_BLV.shape[^1];
        var (ratios_BLV, own_BLV) = (logs_BLV.exp(), arange(size, dtype: int64, device: logs_BLV.device).eq(seen_BL.unsqueeze(-1)).to(float32));
        var removed = Removed(step);
        if (options.Sampler == ScoreSampler.Euler && step < options.Steps)
        {
            var moves_BLV = ratios_BLV * (1 - own_BLV) * (removed / size);
            return moves_BLV + own_BLV * (1 - moves_BLV.sum(-1, true)).clamp(min: 0);
        }

        // The ratios a step earlier, times the exact transition from there to what is seen.
        var moved = (1 - Math.Exp(-removed)) / size;
        var earlier_BLV = ratios_BLV * Math.Exp(removed) + ratios_BLV.sum(-1, true) * ((1 - Math.Exp(removed)) / size);
        return (earlier_BLV * (moved + own_BLV * (1 - size * moved))).clamp(min: 0);
    }

    /// <returns>What stands at the last places, and the logarithms of the ratios there; of masks, none.</returns>
    private (Tensor Seen, Tensor Logs) Scores(Network network, Tensor tokens_BT, int length, double time)
    {
        var sigma_B = full([tokens_BT.shape[0]], _schedule.Total(time), dtype: float32, device: tokens_BT.device);
        var seen_BL = tokens_BT.narrow(1, tokens_BT.shape[1] - length, length);
        var logs_BLV = ScoreEntropyLoss.LogScores(network.LastLogits(tokens_BT, Attention, length, sigma_B), seen_BL, sigma_B, options.Graph);
        return (seen_BL, Masks ? logs_BLV.narrow(-1, 0, logs_BLV.shape[^1] - 1) : logs_BLV);
    }

    private Tensor Each(Network network, RowTensors rows)
    {
        using var scope = NewDisposeScope();
        var length = (int)rows.Labels.shape[1];
        var seen_BL = rows.Inputs.narrow(1, rows.Inputs.shape[1] - length, length);
        var logs_BLV = ScoreEntropyLoss.LogScores(network.LastLogits(rows.Inputs, Attention, length, rows.Noise), seen_BL, rows.Noise!, options.Graph);
        return (ScoreEntropyLoss.Each(logs_BLV, seen_BL, rows.Labels, rows.Noise!, options.Graph) * rows.Weights!).MoveToOuterDisposeScope();
    }

    private long[] Noised(NoisedBatch whole, double[] chances, Vocabulary vocabulary, SeededRandom random) =>
        whole.Noised(chances, () => Masks ? MaskToken.Of(vocabulary) : random.Next(vocabulary.Size), random, out _);
}
