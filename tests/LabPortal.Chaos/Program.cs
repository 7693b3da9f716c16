using System.Diagnostics;
using System.Runtime.InteropServices;
using LabPortal.Chaos;
using LabPortal.Chaos.Faults;
using LabPortal.Testing;

const int Misused = 2;

IFault[] all = [new KillChild(), new KillWorker(), new KillPortal(), new StandStill(), new DamagedCheckpoint(), new FullDisk(), new ClockStep(), new LongQueue(), new DatabaseDown(), new CutOff()];
var (problem, options) = ChaosOptions.Read(args, [.. all.Select(fault => fault.Name)]);
if (problem is not null)
{
    Console.Error.WriteLine(problem);
    return Misused;
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, EndOwn);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, EndOwn);
if (!ShiftedClock.IsOn) return await ShiftedClock.RunAgainAsync(args);

var faults = all.Where(fault => options.Only.Count == 0 || options.Only.Contains(fault.Name)).ToList();
var (rows, complete, clock, undisturbed) = (new List<FaultRow>(), true, Stopwatch.StartNew(), new Undisturbed());
ChaosBench.Say($"moments are chosen with --seed {options.Seed}");
if (options.Database != "postgres") await InjectAsync("", null, faults.Where(fault => !fault.NeedsPostgres));
if (options.Database != "sqlite")
{
    await using var server = await PostgresServer.StartAsync();
    await InjectAsync("postgres.", server, faults);
}

Console.WriteLine(options.Json ? Report.Json(rows) : Report.Table(rows));
return complete && rows.TrueForAll(row => row.Bad.All(bad => bad.Value == 0)) ? 0 : 1;

// Whoever ends it early gets the machine back: no portal and no worker of its own runs on.
void EndOwn(PosixSignalContext _) => ProcessTree.KillOwnBelow(Environment.ProcessId);

async Task InjectAsync(string prefix, PostgresServer? server, IEnumerable<IFault> chosen)
{
    var bench = new ChaosBench(server, undisturbed, options.Database == "both" ? (options.Kills + 1) / 2 : options.Kills, options.Queued, new Random(options.Seed));
    foreach (var fault in chosen)
    {
        try
        {
            if (clock.Elapsed.TotalSeconds > options.Seconds) throw new ChaosException("the time given with --seconds is used up.");
            ChaosBench.Say($"{prefix}{fault.Name}");
            rows.Add(await fault.InjectAsync(bench) with { Fault = prefix + fault.Name });
            ChaosBench.Say(Report.Line(rows[^1]));
        }
        catch (ChaosException obstacle)
        {
            // Nothing is known of this fault then: the others go on, and the whole is no success.
            complete = false;
            ChaosBench.Say($"{prefix}{fault.Name} was NOT done: {obstacle.Message}");
        }
    }
}
