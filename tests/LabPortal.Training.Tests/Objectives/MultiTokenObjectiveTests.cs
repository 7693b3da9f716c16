// Shapes: B rows, T inputs, L target tokens, V vocabulary.
using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using LabPortal.Training.Running;
using LabPortal.Training.Tasks;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Objectives;

/// <summary>Losses worked out by hand: two tokens, of which a head gives one 3/4 and the other 1/4. −ln 3/4 = 0.287682, −ln 1/4 = 1.386294.</summary>
public sealed class MultiTokenObjectiveTests
{
    private const double Likely = 0.287682, Unlikely = 1.386294;

    // Head 1 says 1 everywhere; head 2 says 0; head 3 says 1, and what it says where no label is left must not matter.
    private static readonly float[] Ones = [0, Ln3, 0, Ln3, 0, Ln3], Zeros = [Ln3, 0, Ln3, 0, 50, -50], Wild = [0, Ln3, 50, -50, -50, 50];
    private const float Ln3 = 1.0986123f;

    private static readonly long[] Labels = [1, 0, 1];

    private const double First = (2 * Likely + Unlikely) / 3, Second = (Likely + Unlikely) / 2, Third = Likely;

    [Theory]
    [InlineData(HeadSum.Sum, First + Second + Third)]
    [InlineData(HeadSum.Mean, (First + Second + Third) / 3)]
    public void Loss_EachHead_IsItsMeanOverTheLabelsThatItHas(HeadSum reduction, double expected)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected, Loss(Rows(1, Labels, null), reduction), 1e-5);
    }

    [Fact]
    public void Loss_Weights_MoveWithTheirLabels()
    {
        using var scope = NewDisposeScope();
        var expected = (Likely + 0.5 * Unlikely + 2 * Likely) / 3.5 + (0.5 * Likely + 2 * Unlikely) / 2.5 + Third;
        Assert.Equal(expected, Loss(Rows(1, Labels, [1, 0.5f, 2]), HeadSum.Sum), 1e-5);
    }

    [Fact]
    public void Loss_RowWithAShorterTarget_CountsNothingBehindIt()
    {
        using var scope = NewDisposeScope();
        var batch = new ExampleBatch([new Example([0], [1, 0, 1]), new Example([0], [0])], pad: 0);
        var rows = Objective(HeadSum.Sum).Prepare(batch, new Vocabulary(["a", "b"], 0), new SeededRandom(0, Purpose.Step));
        // The second row has one label, which head 1 alone predicts.
        Assert.Equal((2 * Likely + 2 * Unlikely) / 4 + Second + Third, Loss(rows, HeadSum.Sum), 1e-5);
    }

    [Fact]
    public void HeadLogits_TalliedOverBatches_GivesLossAndAccuracyOfEachHead()
    {
        using var scope = NewDisposeScope();
        var tally = new HeadTally(3);
        var batch = new ExampleBatch([new Example([0], [1, 0, 1])]);
        foreach (var _ in Enumerable.Range(0, 2))
            tally.Add(Objective(HeadSum.Sum).HeadLogits(Heads(1), batch, new Vocabulary(["a", "b"]), CPU), batch, CPU);
        Assert.All(tally.Scores.Zip([First, Second, Third]), pair => Assert.Equal(pair.Second, pair.First.Loss, 1e-5));
        Assert.Equal([2 / 3.0, 0.5, 1], tally.Scores.Select(score => score.Accuracy), (one, other) => Math.Abs(one - other) < 1e-6);
    }

    [Fact]
    public void Loss_OneHead_IsNextTokensBitForBit()
    {
        var (own, ownGradients) = Trained(new MultiTokenObjective(new MultiTokenOptions { Heads = 1 }));
        var (plain, gradients) = Trained(new NextTokenObjective());
        Assert.Equal(BitConverter.SingleToInt32Bits(plain), BitConverter.SingleToInt32Bits(own));
        Assert.Equal(gradients, ownGradients);

        static (float, float[][]) Trained(IObjective objective)
        {
            using var scope = NewDisposeScope();
            manual_seed(1);
            using var network = new GptModel(new GptOptions { Layers = 3, Heads = 2, Width = 16 }).Build(11, 8, objective.Heads);
            var rows = new RowTensors(randint(0, 11, new long[] { 4, 8 }), randint(0, 11, new long[] { 4, 5 }));
            var loss = objective.Loss(network, rows);
            loss.backward();
            return (loss.item<float>(), [.. network.parameters().Select(one => one.grad!.data<float>().ToArray())]);
        }
    }

    private static float Loss(TrainingRows rows, HeadSum reduction) =>
        Objective(reduction).Loss(Heads(rows.Rows), RowTensors.Of(rows, tensor => tensor)).item<float>();

    private static MultiTokenObjective Objective(HeadSum reduction) => new(new MultiTokenOptions { Heads = 3, Reduction = reduction });

    private static TrainingRows Rows(int rows, long[] labels, float[]? weights) => new(rows, 3, 3, new long[rows * 3], labels, weights);

    private static GivenHeads Heads(int rows) => new([.. new[] { Ones, Zeros, Wild }.Select(one => tensor(one).reshape(1, 3, 2).expand(rows, 3, 2))]);
}
