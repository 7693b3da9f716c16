using Microsoft.Extensions.Logging;

namespace LabPortal.Data;

/// <summary>How the lab's programs log: a line for people, or a JSON object a line for a program that collects them, with run and
/// attempt ids as fields of their own.</summary>
public static class LabLog
{
    /// <summary>The environment variable by which a process hands its children the choice: <c>json</c>, or <c>text</c>.</summary>
    public const string Variable = "LAB_LOG";

    public static readonly IReadOnlyList<string> Formats = ["text", "json"];

    public static bool IsJson => Environment.GetEnvironmentVariable(Variable) == "json";

    public static ILoggingBuilder AddLabConsole(this ILoggingBuilder logging) => IsJson
        ? logging.AddJsonConsole(console => (console.IncludeScopes, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ"))
        : logging.AddSimpleConsole(console => (console.SingleLine, console.IncludeScopes) = (true, false));

    /// <summary>What is logged until this is disposed of is about a run.</summary>
    public static IDisposable? About(this ILogger log, Guid run, Guid? attempt = null) =>
        log.BeginScope(attempt is null ? new Dictionary<string, object> { ["run"] = run } : new Dictionary<string, object> { ["run"] = run, ["attempt"] = attempt });
}
