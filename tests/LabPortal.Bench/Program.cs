using LabPortal.Bench;

if (args is [MemoryChild.Command, var warmUp, var spec, var text])
    return MemoryChild.Run(warmUp, spec, text);

IBench[] all = [new TrainBench(), new AgreeBench(), new SampleBench(), new MemoryBench(), new CostBench(), new PortalBench(), new ClickBench(), new PlaygroundBench(), new IngestBench()];
var json = args.Contains("--json");
var names = args.Where(argument => argument != "--json").ToList();
if (names.Find(name => all.All(bench => bench.Name != name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark \"{unknown}\". There are: {string.Join(", ", all.Select(bench => bench.Name))}; and --json.");
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
