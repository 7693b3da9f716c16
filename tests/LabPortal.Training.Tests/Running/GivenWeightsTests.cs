using LabPortal.Testing;
using LabPortal.Torch.Safetensors;
using LabPortal.Training.Running;
using LabPortal.Training.Tests.Specs;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Running;

public sealed class GivenWeightsTests : IDisposable
{
    private const string Model = """{"name":"gpt","options":{"layers":2,"heads":2,"width":32,"bias":false,"gelu":"exact"}}""";

    /// <summary>
    /// PyTorch's losses from the same weights on the same batches: <c>peer/nanogpt.py losses --layers 2 --heads 2 --width 32
    /// --block 32 --batch 8 --steps 50 --warmup 10 --decay-steps 50 --threads 1</c> (torch 1.13.1), given the weights file that
    /// <see cref="Execute_GivenWeights_GivesPyTorchsLosses"/> writes and the batches that its run draws.
    /// </summary>
    private static readonly double[] PyTorchLosses =
    [
        4.214399, 4.195759, 4.223936, 4.179172, 4.160217, 4.144676, 4.115197, 4.083787, 4.048255, 3.989172,
        4.011054, 3.912501, 3.880327, 3.880539, 3.832286, 3.816715, 3.817724, 3.788786, 3.785972, 3.687090,
        3.698947, 3.768785, 3.746699, 3.773896, 3.627255, 3.700468, 3.639073, 3.578553, 3.624000, 3.634251,
        3.531560, 3.527265, 3.543906, 3.524096, 3.531794, 3.612866, 3.638000, 3.553828, 3.512043, 3.599780,
        3.479048, 3.458706, 3.583803, 3.562381, 3.562110, 3.589565, 3.480681, 3.485799, 3.510386, 3.543194,
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("labportal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SharedDataFact("text/tinyshakespeare.txt")]
    public void Execute_GivenWeights_GivesPyTorchsLosses()
    {
        var weights = Path.Combine(_folder, "weights.safetensors");
        var json = Spec.Json(
            task: $$$"""{"name":"char-text","options":{"corpus":"{{{new string('0', 64)}}}","block":32}}""", model: Model,
            training: """{"steps":50,"batch":8,"warmup":10,"weightDecay":0.1,"beta2":0.99,"recordEvery":1,"checkpointEvery":0}""",
            evaluation: """{"every":50,"examples":8,"samples":0}""");
        using (var scope = NewDisposeScope())
            SafetensorsFile.Save(weights, Filled(vocabulary: 65, length: 32));
        var (outcome, sink) = Run(json, weights);
        Assert.Equal(RunEnd.Completed, outcome.End);
        var losses = sink.Metrics.Where(one => one.Name == "train/loss").Select(one => one.Value).ToList();
        Assert.Equal(PyTorchLosses.Length, losses.Count);
        Assert.All(PyTorchLosses.Zip(losses), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
    }

    [Fact]
    public void Execute_AnotherRunsCheckpoint_StartsWhereThatEnded()
    {
        var first = Run(Spec.Json(model: Model), null).Sink;
        var second = Run(Spec.Json(model: Model, training: """{"steps":3,"batch":4}"""), first.Checkpoints[^1].Path).Sink;
        Assert.Equal(first.Last("eval/loss"), second.Metrics.First(one => one.Name == "eval/loss").Value);
    }

    [Theory]
    [InlineData("""{"name":"gpt","options":{"layers":3,"heads":2,"width":32,"bias":false}}""", "no tensor \"h.2.")]
    [InlineData("""{"name":"gpt","options":{"layers":1,"heads":2,"width":32,"bias":false}}""", "\"h.1.")]
    [InlineData("""{"name":"gpt","options":{"layers":2,"heads":2,"width":16,"bias":false}}""", "has the shape [14, 32]; the model's is [14, 16]")]
    public void Execute_WeightsOfAnotherModel_FailsAndNamesTheTensor(string model, string said)
    {
        var checkpoint = Run(Spec.Json(model: Model), null).Sink.Checkpoints[^1];
        var (outcome, _) = Run(Spec.Json(model: model), checkpoint.Path);
        Assert.Equal(RunEnd.Failed, outcome.End);
        Assert.Contains(said, outcome.Reason);
    }

    [Fact]
    public void Execute_WeightsThatAreNone_FailsWithTheReason()
    {
        var file = Path.Combine(_folder, "weights.safetensors");
        File.WriteAllText(file, "no weights");
        var (outcome, _) = Run(Spec.Json(), file);
        Assert.Equal(RunEnd.Failed, outcome.End);
        Assert.Contains("weights.safetensors is not a whole safetensors file", outcome.Reason);
    }

    private (RunOutcome Outcome, RecordingSink Sink) Run(string json, string? weights)
    {
        var sink = new RecordingSink();
        var environment = new RunEnvironment(1, Path.Combine(_folder, Guid.NewGuid().ToString("N")), null, _ => SharedData.Find("text/tinyshakespeare.txt")) { InitialWeights = weights };
        return (RunLoop.Execute(Spec.Read(json).Arms[0], 1, environment, sink, CancellationToken.None), sink);
    }

    /// <summary>Element i of tensor j, in the order of the names: 0.08 sin(1.7 i + 0.013 i² + j); for the norms, 1 and that.</summary>
    private static Dictionary<string, Tensor> Filled(int vocabulary, int length)
    {
        using var network = Spec.Read(Spec.Json(model: Model)).Arms[0].Model.Build(vocabulary, length);
        return network.state_dict().OrderBy(one => one.Key, StringComparer.Ordinal).Select((one, j) =>
        {
            var centre = one.Value.dim() < 2 ? 1 : 0;
            var values = Enumerable.Range(0, (int)one.Value.numel()).Select(i => (float)(centre + 0.08 * Math.Sin(1.7 * i + 0.013 * i * (double)i + j)));
            return (one.Key, Value: tensor(values.ToArray()).reshape(one.Value.shape));
        }).ToDictionary(one => one.Key, one => one.Value);
    }
}
