using System.Data.Common;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using LabPortal.Web.Operation;
using Microsoft.Extensions.Options;

namespace LabPortal.Web.Api;

/// <summary>What watchdogs and monitors ask: whether the portal lives, whether it can do its work, and figures.</summary>
public static class HealthApi
{
    public static void MapHealth(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<RequestCount>(); // counts from the start
        app.MapGet("/health", () => Results.Text("healthy"));
        app.MapGet("/ready", ReadyAsync);
        app.MapGet("/metrics", MetricsAsync);
    }

    private static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken cancel)
    {
        var problems = await readiness.CheckAsync(cancel);
        var ready = problems.Values.All(problem => problem is null);
        return Results.Json(new { ready, checks = problems.ToDictionary(check => check.Key, check => check.Value ?? "ok") }, statusCode: ready ? 200 : 503);
    }

    private static async Task<IResult> MetricsAsync(HttpContext http, LabFigures figures, IOptions<MonitorOptions> options, CancellationToken cancel)
    {
        if (!IsLocal(http) && !HasToken(http.Request, options.Value.Token))
            return Results.Text("Metrics are for a monitor on the portal's machine, or one that sends the token of MonitorOptions.\n", statusCode: 401);
        try
        {
            return Results.Text(await figures.WriteAsync(cancel), PrometheusText.ContentType);
        }
        catch (DbException)
        {
            return Results.Text("The database does not answer.\n", statusCode: 503);
        }
    }

    // What a proxy on this machine passes on comes from elsewhere.
    private static bool IsLocal(HttpContext http) => http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");

    private static bool HasToken(HttpRequest request, string? token) => token is not null && CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {token}")), SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())));
}
