using System.Diagnostics.CodeAnalysis;
using LabPortal.Data;

namespace LabPortal.Web;

/// <summary>How the portal is started.</summary>
public sealed record PortalOptions
{
    public const string Usage = "LabPortal.Web [--data DIR] [--database CONNECTION] [--urls http://HOST:PORT] [--no-worker] [--worker FILE] [--log text|json]";

    /// <summary>The folder with database and artifacts.</summary>
    public string Data { get; init; } = "data";

    /// <summary>The connection string of a PostgreSQL database; null for what LAB_DATABASE says, or a file in the folder.</summary>
    public string? Database { get; init; }

    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>How it logs, as <see cref="LabLog"/> knows; null for what the environment says.</summary>
    public string? Log { get; init; }

    /// <summary>Whether the portal starts and watches a worker of its own.</summary>
    public bool StartsWorker { get; init; } = true;

    /// <summary>The worker's executable; null where it lies beside the portal's.</summary>
    public string? WorkerFile { get; init; }

    /// <summary>The folder with appsettings.json and the list of static files.</summary>
    public string Root { get; init; } = AppContext.BaseDirectory;

    public static bool TryRead(IReadOnlyList<string> args, [NotNullWhen(true)] out PortalOptions? options, [NotNullWhen(false)] out string? problem)
    {
        (options, problem) = (new PortalOptions(), null);
        for (var at = 0; at < args.Count && problem is null; at++)
        {
            var name = args[at];
            if (name == "--no-worker")
                options = options with { StartsWorker = false };
            else if (name is not ("--data" or "--database" or "--urls" or "--worker" or "--log"))
                problem = $"{name} is not an option of the portal. Usage: {Usage}";
            else if (at + 1 == args.Count || args[at + 1].StartsWith("--", StringComparison.Ordinal))
                problem = $"{name} needs a value. Usage: {Usage}";
            else
                options = options.With(name, args[++at]);
        }
        if (problem is null && options.Log is { } log && !LabLog.Formats.Contains(log))
            problem = $"--log takes {string.Join(" or ", LabLog.Formats)}, not {log}.";
        if (problem is null && options.Urls.Split(';').FirstOrDefault(url => !IsAddress(url)) is { } wrong)
            problem = $"--urls {wrong} is not an address. Use http://HOST:PORT, for example http://127.0.0.1:5080.";
        if (problem is not null)
            options = null;
        return problem is null;
    }

    private PortalOptions With(string name, string value) => name switch
    {
        "--data" => this with { Data = value },
        "--database" => this with { Database = value },
        "--urls" => this with { Urls = value },
        "--log" => this with { Log = value },
        _ => this with { WorkerFile = value },
    };

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url.Replace("//*", "//localhost").Replace("//+", "//localhost"), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}
