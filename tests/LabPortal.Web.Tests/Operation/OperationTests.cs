using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LabPortal.Web.Operation;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Operation;

[Collection(FilledPortalTests.Name)]
public sealed class OperationTests(FilledPortal portal)
{
    [Fact]
    public async Task Health_SignedOut_Lives()
    {
        using var http = portal.Stranger();
        Assert.Equal("healthy", await http.GetStringAsync("/health"));
    }

    [Fact]
    public async Task Ready_NoWorkerReports_SaysWhichPartIsNot()
    {
        using var http = portal.Stranger();
        var answer = await http.GetAsync("/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(body.GetProperty("ready").GetBoolean());
        Assert.Equal("ok", body.GetProperty("checks").GetProperty("database").GetString());
        Assert.Equal("ok", body.GetProperty("checks").GetProperty("migrations").GetString());
        Assert.Contains("No worker", body.GetProperty("checks").GetProperty("worker").GetString());
    }

    [Fact]
    public async Task Metrics_FromThisMachine_HasTheLabsFigures()
    {
        using var http = portal.Stranger();
        await http.GetAsync("/health");
        var answer = await http.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("text/plain; version=0.0.4", answer.Content.Headers.ContentType!.ToString());
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');
        Assert.Contains("""labportal_runs{state="failed"} 1""", lines);
        Assert.Contains("""labportal_runs{state="running"} 1""", lines);
        Assert.Contains(lines, line => line.StartsWith("""labportal_slot_runs{state="queued",slot="cpu"} """));
        Assert.Contains(lines, line => line.StartsWith("""labportal_http_requests_total{method="GET",status="200"} """));
        Assert.Contains(lines, line => line.StartsWith("labportal_database_bytes ") && double.Parse(line.Split(' ')[1]) > 10_000);
        Assert.Contains("# TYPE labportal_queue_oldest_seconds gauge", lines);
        // Each figure is a line that Prometheus reads: a name, perhaps labels, a number.
        Assert.All(lines.Where(line => line.Length > 0 && line[0] != '#'), line => Assert.Matches("""^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.E+-]+$""", line));
    }

    [Fact]
    public async Task Metrics_ThroughAProxyWithoutAToken_AreRefused()
    {
        using var http = portal.Stranger();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/metrics")).StatusCode);
        http.DefaultRequestHeaders.Add("Authorization", "Bearer ");
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/metrics")).StatusCode);
    }

    [Fact]
    public async Task Ingest_PointsCameBetweenTwoLooks_AreARate()
    {
        var rate = portal.Services.GetRequiredService<IngestRate>();
        await using var db = await portal.Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<LabPortal.Data.LabDbContext>>().CreateDbContextAsync();
        await rate.LookAsync(db, default);
        Assert.Equal(0, await rate.LookAsync(db, default));
    }

    [Fact]
    public void Labels_OddCharacters_AreEscaped() => Assert.Equal("""{worker="a\"b\\c\nd"}""", PrometheusText.Labels("worker", "a\"b\\c\nd"));
}
