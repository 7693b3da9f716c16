using System.Globalization;

namespace LabPortal.Chaos;

/// <summary>What the command line asks for.</summary>
/// <param name="Kills">How many processes are killed in all.</param>
/// <param name="Queued">How many runs the long queue has.</param>
/// <param name="Seconds">After so long no further fault is begun; what was left out is said, and is no success.</param>
internal sealed record ChaosOptions(int Kills, int Queued, int Seconds, int Seed, string Database, IReadOnlyList<string> Only, bool Json)
{
    public const string Usage = "chaos [--database sqlite|postgres|both] [--rounds N] [--queued N] [--seconds N] [--seed N] [--only FAULT,FAULT…] [--json]";

    /// <returns>What is wrong, or the options.</returns>
    public static (string? Problem, ChaosOptions Options) Read(IReadOnlyList<string> args, IReadOnlyList<string> faults)
    {
        var options = new ChaosOptions(100, 200, 3600, Environment.TickCount, "both", [], false);
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--json")
            {
                options = options with { Json = true };
                continue;
            }

            var value = i + 1 < args.Count ? args[i + 1] : "";
            var number = int.TryParse(value, CultureInfo.InvariantCulture, out var parsed) ? parsed : -1;
            switch (args[i])
            {
                case "--rounds" when number is >= 1 and <= 10_000: options = options with { Kills = number }; break;
                case "--rounds": return ("--rounds takes how many processes are killed in all, from 1 to 10000: for example --rounds 10", options);
                case "--queued" when number is >= 1 and <= 10_000: options = options with { Queued = number }; break;
                case "--queued": return ("--queued takes how many runs wait at once, from 1 to 10000: for example --queued 40", options);
                case "--seconds" when number is >= 1 and <= 86_400: options = options with { Seconds = number }; break;
                case "--seconds": return ("--seconds takes after how long no further fault is begun, from 1 to 86400: for example --seconds 300", options);
                case "--seed" when number >= 0: options = options with { Seed = number }; break;
                case "--seed": return ("--seed takes a number, as an earlier run printed it: the same moments are chosen again", options);
                case "--database" when value is "sqlite" or "postgres" or "both": options = options with { Database = value }; break;
                case "--database": return ("--database takes sqlite, postgres (a server of its own is started) or both", options);
                case "--only" when value.Split(',').FirstOrDefault(name => !faults.Contains(name)) is { } unknown:
                    return ($"There is no fault \"{unknown}\". There are: {string.Join(", ", faults)}.", options);
                case "--only": options = options with { Only = value.Split(',') }; break;
                default: return ($"chaos does not know \"{args[i]}\": {Usage}", options);
            }

            i++;
        }

        return (null, options);
    }
}
