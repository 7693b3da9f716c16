using LabPortal.Bench;

if (args is [MemoryChild.Command, var warmUp, var spec, var text])
    return MemoryChild.Run(warmUp, spec, text);

if (!TryTakeSeconds(args, out var seconds, out args))
{
    Console.Error.WriteLine("--seconds takes how long fifty people watch the portal, from 0 (they do not) to 86400, for example: bench portal --seconds 60");
    return 2;
}

IBench[] all = [new TrainBench(), new AgreeBench(), new SampleBench(), new SpeculativeBench(), new MemoryBench(), new CostBench(), new PortalBench(seconds), new ClickBench(), new PlaygroundBench(), new IngestBench()];
var json = args.Contains("--json");
var names = args.Where(argument => argument != "--json").ToList();
if (names.Find(name => all.All(bench => bench.Name != name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark \"{unknown}\". There are: {string.Join(", ", all.Select(bench => bench.Name))}; and --json and --seconds N (portal).");
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

static bool TryTakeSeconds(string[] given, out int seconds, out string[] rest)
{
    const int Default = 300, Most = 86_400;
    var at = Array.IndexOf(given, "--seconds");
    (seconds, rest) = (Default, at < 0 ? given : [.. given[..at], .. given.Skip(at + 2)]);
    return at < 0 || at + 1 < given.Length && int.TryParse(given[at + 1], out seconds) && seconds is >= 0 and <= Most;
}
