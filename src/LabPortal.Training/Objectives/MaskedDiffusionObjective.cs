// Shapes: B rows, T tokens of prompt and target, L supervised, V vocabulary with the mask, which is its last token.
using LabPortal.Training.Decoding;
using LabPortal.Training.Models;
using LabPortal.Training.Tasks;
using static TorchSharp.torch;

namespace LabPortal.Training.Objectives;

/// <summary>
/// Masked diffusion (MDLM, Sahoo et al. 2024, arXiv 2406.07524, eq. 10) with log-linear noise: at time t each token is masked with chance
/// (1 − ε)t, and costs −log p(x) / t where it is. The network sees all that is not masked, on both sides; it never predicts the mask, and
/// what is not masked is copied (the SUBS rules).
/// </summary>
public sealed class MaskedDiffusionObjective(MaskedDiffusionOptions options) : IObjective
{
    private const double Kept = 1 - NoiseTimes.Least;

    public AttentionKind Attention => AttentionKind.Bidirectional;

    public string? Decoding => $"All tokens begin masked and are revealed in random order, over {options.Steps} steps.";

    public bool NatsAreBound => true;

    public IObjective? AtSteps(int steps) => new MaskedDiffusionObjective(options with { Steps = steps });

    /// <remarks>Steps in which one of the tokens at least is revealed: each falls into any step alike.</remarks>
    public double Passes(int length, bool keeps) => options.Steps * (1 - Math.Pow(1 - 1.0 / options.Steps, length));

    public Vocabulary Extend(Vocabulary vocabulary) => MaskToken.AddedTo(vocabulary);

    public int Reads(TaskShape shape) => shape.Prompt + shape.Target;

    public TrainingRows Prepare(ExampleBatch batch, Vocabulary vocabulary, SeededRandom random)
    {
        var whole = new NoisedBatch(batch, options.TargetOnly);
        var times = NoiseTimes.Draw(whole.Rows, options.Antithetic, random);
        var inputs_BT = whole.Noised([.. times.Select(time => Kept * time)], () => MaskToken.Of(vocabulary), random, out var masked_BL);
        return new TrainingRows(
            whole.Rows, whole.Length, whole.Supervised, inputs_BT, whole.Labels,
            [.. masked_BL.Select((masked, i) => masked ? (float)(1 / times[i / whole.Supervised]) : 0f)])
        {
            Noise = [.. times.Select(time => options.TimeConditioning ? (float)-Math.Log(1 - Kept * time) : 0f)],
        };
    }

    public Tensor Loss(Network network, RowTensors rows) => Each(network, rows).sum() / rows.Labels.numel();

    public Tensor TargetLogits(Network network, ExampleBatch batch, Vocabulary vocabulary, Device device)
    {
        var whole = new NoisedBatch(batch, targetOnly: true);
        var inputs_BT = whole.Noised([.. Enumerable.Repeat(1.0, whole.Rows)], () => MaskToken.Of(vocabulary), new SeededRandom(0, Purpose.Step), out _);
        return Unmasked(network.LastLogits(tensor(inputs_BT, whole.Rows, whole.Length).to(device), Attention, whole.Supervised, Level(whole.Rows, 1, device)));
    }

    public Tensor Nats(Network network, ExampleBatch batch, Vocabulary vocabulary, SeededRandom random, Device device) =>
        NoisedNats.Of(batch, Prepare(batch, vocabulary, random), device, rows => Each(network, rows));

    /// <remarks>From t to s, each masked token is revealed with chance (t − s) / t: the last step reveals all that are left.</remarks>
    public int[][] Generate(
        Network network, IReadOnlyList<int[]> prompts, int length, Vocabulary vocabulary, Sampler sampler, Device device, TokenScores? scores = null) =>
        new Unmasking(prompts, length, MaskToken.Of(vocabulary), device).Generate(
            options.Steps, sampler, scores, step => 1.0 / (options.Steps - step),
            (tokens_RT, step) => (Unmasked(network.LastLogits(tokens_RT, Attention, length, Level((int)tokens_RT.shape[0], 1 - (double)step / options.Steps, device))), null));

    private Tensor Level(int rows, double time, Device device) => full([rows], options.TimeConditioning ? -Math.Log(1 - Kept * time) : 0, dtype: float32, device: device);

    /// <summary>Cost of each supervised token by its weight, shape (B, L); 0 where nothing was masked.</summary>
    private static Tensor Each(Network network, RowTensors rows)
    {
        using var scope = NewDisposeScope();
        var logits_BLV = Unmasked(network.LastLogits(rows.Inputs, AttentionKind.Bidirectional, (int)rows.Labels.shape[1], rows.Noise));
        return (TokenLoss.Each(logits_BLV, rows.Labels) * rows.Weights!).MoveToOuterDisposeScope();
    }

    private static Tensor Unmasked(Tensor logits_BLV) => logits_BLV.narrow(-1, 0, logits_BLV.shape[^1] - 1);
}
