using LabPortal.Training.Specs;

namespace LabPortal.Bench;

/// <summary>
/// Microseconds per trained token over width, depth, length and batch, each with the others held at 128 wide, 4 layers, 64 long and
/// 1,024 tokens a step (4,096 where one row is as long); all cores. Draws them as .artifacts/cost.svg.
/// </summary>
internal sealed class CostBench : IBench
{
    private const int Tokens = 1024, Rounds = 3, Warm = 2, FewestSteps = 4, MostSteps = 60;
    private const double FlopsOfAPoint = 50e9;
    private static readonly GptSize Usual = new(4, 4, 128, 64, Tokens / 64);

    public string Name => "cost";

    private static readonly (string Name, string Title, (int Size, GptSize Gpt)[] Points)[] Sweeps =
    [
        ("width", "width (4 layers)", [.. new[] { 32, 64, 128, 256, 512, 768 }.Select(width => (width, Usual with { Width = width }))]),
        ("depth", "layers (128 wide)", [.. new[] { 1, 2, 4, 8, 16 }.Select(layers => (layers, Usual with { Layers = layers }))]),
        ("length", "length in tokens", [.. new[] { 16, 64, 256, 1024, 4096 }.Select(length => (length, Usual with { Block = length, Batch = Math.Max(1, Tokens / length) }))]),
        ("batch", "rows of 64 tokens a step", [.. new[] { 1, 4, 16, 64, 256 }.Select(batch => (batch, Usual with { Batch = batch }))]),
    ];

    public Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        using var folder = new BenchFolder();
        var text = new MadeUpText(folder.Path);
        var sizes = Sweeps.SelectMany(sweep => sweep.Points).Select(point => point.Gpt).Distinct().ToList();
        var fastest = sizes.ToDictionary(size => size, _ => double.PositiveInfinity);
        var rate = 0.0;
        // The fastest step of all rounds: other work on the machine only ever adds.
        for (var round = 0; round < Rounds; round++)
        {
            rate = Math.Max(rate, MatrixRate.Measure(Environment.ProcessorCount));
            foreach (var size in sizes)
                fastest[size] = Math.Min(fastest[size], Fastest(size, folder, text));
        }

        var curves = Sweeps.Select(sweep => new CostCurve(sweep.Name, sweep.Title, [.. sweep.Points.Select(point => new CostPoint(
            point.Size, 1000 * fastest[point.Gpt] / point.Gpt.TokensPerStep, point.Gpt.StepFlops(text.Hash) / rate / point.Gpt.TokensPerStep / 1000))])).ToList();
        var picture = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "cost.svg"));
        File.WriteAllText(picture, CostChart.Svg(curves));
        Console.Error.WriteLine($"drawn in {picture}");
        return Task.FromResult<IReadOnlyList<Figure>>([.. curves.SelectMany(curve => curve.Points.Select(point =>
            new Figure($"cost.{curve.Name}-{point.Size}", point.Microseconds, "µs/token", Floor: point.Floor)))]);
    }

    private static double Fastest(GptSize size, BenchFolder folder, MadeUpText text)
    {
        var steps = (int)Math.Clamp(FlopsOfAPoint / size.StepFlops(text.Hash), FewestSteps, MostSteps);
        var spec = RunSpec.ParseRun(size.Spec(text.Hash, Warm + steps)).Spec!;
        return OwnTraining.Steps(spec, Environment.ProcessorCount, Warm, folder, text).Min();
    }
}
