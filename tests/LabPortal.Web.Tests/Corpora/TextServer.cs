using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LabPortal.Web.Tests.Corpora;

/// <summary>A web server on this machine that keeps texts, and misbehaves where it is asked to.</summary>
public sealed class TextServer : IAsyncLifetime
{
    public const string Text = "Shall I compare thee to a summer’s day?\nThou art more lovely and more temperate.\n";

    private readonly WebApplication app = Build();

    public static string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    public string Address => app.Urls.First();

    /// <summary>How often a text was asked for.</summary>
    public int Asked { get; private set; }

    public async Task InitializeAsync()
    {
        app.MapGet("/sonnet 18.txt", () => Answer());
        app.MapGet("/redirect/{times:int}", (int times) => Results.Redirect(times == 0 ? "/sonnet%2018.txt" : $"/redirect/{times - 1}"));
        app.MapGet("/elsewhere", () => Results.Redirect("ftp://127.0.0.1/text.txt"));
        app.MapGet("/broken", () => Results.StatusCode(503));
        app.MapGet("/endless", async (HttpContext http) =>
        {
            var block = new byte[1 << 16];
            while (!http.RequestAborted.IsCancellationRequested) await http.Response.Body.WriteAsync(block, http.RequestAborted);
        });
        app.MapGet("/half", async (HttpContext http) =>
        {
            http.Response.ContentLength = 1000;
            await http.Response.WriteAsync("half of a te");
            await http.Response.Body.FlushAsync();
        });
        app.MapGet("/stuck", async (HttpContext http) =>
        {
            await http.Response.WriteAsync("a few words");
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await app.StartAsync();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    private IResult Answer()
    {
        Asked++;
        return Results.Text(Text, "text/plain", Encoding.UTF8);
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
