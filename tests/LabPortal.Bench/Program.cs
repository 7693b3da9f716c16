using LabPortal.Bench;

if (args is [MemoryChild.Command, var warmUp, var spec, var text])
    return MemoryChild.Run(warmUp, spec, text);

if (!TryTake("--seconds", 300, 86_400, ref args, out var seconds))
{
    Console.Error.WriteLine("--seconds takes how long fifty people watch the portal, from 0 (they do not) to 86400, for example: bench portal --seconds 60");
    return 2;
}

if (!TryTake("--points", 5_000_000, 1_000_000_000, ref args, out var points))
{
    Console.Error.WriteLine("--points takes how many points the lab of ingest has when it opens a run, up to 1000000000, for example: bench ingest --points 100000000");
    return 2;
}

IBench[] all = [new TrainBench(), new AgreeBench(), new SampleBench(), new SpeculativeBench(), new MemoryBench(), new CostBench(), new PortalBench(seconds), new ClickBench(), new PlaygroundBench(), new IngestBench(points)];
var json = args.Contains("--json");
var names = args.Where(argument => argument != "--json").ToList();
if (names.Find(name => all.All(bench => bench.Name != name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark \"{unknown}\". There are: {string.Join(", ", all.Select(bench => bench.Name))}; and --json, --seconds N (portal) and --points N (ingest).");
    return 2;
}

var chosen = all.Where(bench => names.Count == 0 || names.Contains(bench.Name)).ToList();
var figures = new List<Figure>();
foreach (var bench in chosen)
{
    Console.Error.WriteLine($"measuring {bench.Name}");
    figures.AddRange(await bench.MeasureAsync());
}

Console.WriteLine(json ? FigureReport.Json([.. chosen.Select(bench => bench.Name)], figures) : FigureReport.Table(figures));
return 0;

static bool TryTake(string option, int fallback, int most, ref string[] given, out int value)
{
    var at = Array.IndexOf(given, option);
    value = fallback;
    if (at < 0) return true;
    var right = at + 1 < given.Length && int.TryParse(given[at + 1], out value) && value >= 0 && value <= most;
    given = [.. given[..at], .. given.Skip(at + 2)];
    return right;
}
