// Shapes: B rows, L target tokens, V vocabulary.
using LabPortal.Training.Objectives;
using static TorchSharp.torch;

namespace LabPortal.Training.Running;

/// <summary>Adds up over batches what each head says of target tokens.</summary>
internal sealed class HeadTally(int heads)
{
    private readonly (double Nats, double Right, double Tokens)[] _sums = new (double, double, double)[heads];

    public IReadOnlyList<HeadScore> Scores => [.. _sums.Select(sum => new HeadScore(sum.Nats / sum.Tokens, sum.Right / sum.Tokens))];

    /// <param name="logits">Of each head, shape (B, L − k + 1, V); taken one by one, and let go.</param>
    public void Add(IEnumerable<Tensor> logits, ExampleBatch batch, Device device)
    {
        using var scope = NewDisposeScope();
        var labels_BL = tensor(batch.Labels(), batch.Rows, batch.Target).to(device);
        var weights_BL = batch.Weights() is { } weights ? tensor(weights, batch.Rows, batch.Target).to(device) : ones(batch.Rows, batch.Target, device: device);
        var skipped = 0;
        foreach (var logits_BLV in logits)
        {
            using var inner = NewDisposeScope();
            using var head_BLV = logits_BLV;
            Tensor Rest(Tensor all_BL) => all_BL.narrow(1, skipped, batch.Target - skipped);
            var (wanted_BL, counted_BL) = (Rest(labels_BL), Rest(weights_BL));
            double Sum(Tensor each_BL) => (each_BL * counted_BL).sum().item<float>();
            var (nats, right, tokens) = _sums[skipped];
            _sums[skipped++] = (nats + Sum(TokenLoss.Each(head_BLV, wanted_BL)), right + Sum(head_BLV.argmax(-1).eq(wanted_BL).to(float32)), tokens + Sum(ones_like(counted_BL)));
        }
    }
}
