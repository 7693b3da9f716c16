using LabPortal.Training.Specs;

namespace LabPortal.Bench;

/// <summary>
/// Microseconds per trained token over width, depth, length and batch, each with the others held at 128 wide, 4 layers, 64 long and
/// 1,024 tokens a step (4,096 where one row is as long); all cores. Draws them as .artifacts/cost.svg.
/// </summary>
internal sealed class CostBench : IBench
{
    private const int Tokens = 1024, Warm = 2, Steps = 6;
    private static readonly GptSize Usual = new(4, 4, 128, 64, Tokens / 64);

    public string Name => "cost";

    public Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        using var folder = new BenchFolder();
        var text = new MadeUpText(folder.Path);
        var rate = MatrixRate.Measure(Environment.ProcessorCount);
        CostPoint Point(int size, GptSize gpt)
        {
            var spec = RunSpec.ParseRun(gpt.Spec(text.Hash, Warm + Steps)).Spec!;
            // The fastest step of two runs: other work on the machine only ever adds.
            var step = Enumerable.Range(0, 2).SelectMany(_ => OwnTraining.Steps(spec, Environment.ProcessorCount, Warm, folder, text)).Min();
            return new CostPoint(size, 1000 * step / gpt.TokensPerStep, SpecEstimate.Of(spec, MadeUpText.Symbols, 1).FlopsPerStep / rate / gpt.TokensPerStep / 1000);
        }

        CostCurve[] curves =
        [
            new("width", "width (4 layers)", [.. new[] { 32, 64, 128, 256, 512, 768 }.Select(width => Point(width, Usual with { Width = width }))]),
            new("depth", "layers (128 wide)", [.. new[] { 1, 2, 4, 8, 16 }.Select(layers => Point(layers, Usual with { Layers = layers }))]),
            new("length", "length in tokens", [.. new[] { 16, 64, 256, 1024, 4096 }.Select(length => Point(length, Usual with { Block = length, Batch = Math.Max(1, Tokens / length) }))]),
            new("batch", "rows of 64 tokens a step", [.. new[] { 1, 4, 16, 64, 256 }.Select(batch => Point(batch, Usual with { Batch = batch }))]),
        ];
        var picture = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "cost.svg"));
        File.WriteAllText(picture, CostChart.Svg(curves));
        Console.Error.WriteLine($"drawn in {picture}");
        return Task.FromResult<IReadOnlyList<Figure>>([.. curves.SelectMany(curve => curve.Points.Select(point =>
            new Figure($"cost.{curve.Name}-{point.Size}", point.Microseconds, "µs/token", Floor: point.Floor)))]);
    }
}
