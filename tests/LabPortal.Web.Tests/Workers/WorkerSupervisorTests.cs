using LabPortal.Web.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Workers;

/// <summary>The portal with a small script in the worker's place: what is supervised here is a process, whatever it does.</summary>
public sealed class WorkerSupervisorTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("labportal-worker-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Worker_Dies_IsStartedAgainAndSaid()
    {
        await using var app = await StartAsync("echo started >> \"$0.said\"; exit 3");
        var local = app.Services.GetRequiredService<LocalWorker>();
        await UntilAsync(() => local.Problem?.Contains("ended with code 3", StringComparison.Ordinal) == true);
        await UntilAsync(() => Said().Length >= 2);
        await app.StopAsync();
    }

    [Fact]
    public async Task Portal_Stops_WorkerIsAskedToStop()
    {
        await using var app = await StartAsync("trap 'echo stopped >> \"$0.said\"; exit 0' TERM; echo \"$@\" >> \"$0.said\"; while :; do sleep 0.1; done");
        await UntilAsync(() => Said().Length >= 1);
        await app.StopAsync();
        Assert.StartsWith($"node --data {Path.Combine(folder, "data")}", Said()[0], StringComparison.Ordinal);
        Assert.Equal("stopped", Said()[1]);
    }

    [Fact]
    public async Task Worker_NotThere_IsSaid()
    {
        await using var app = Portal.Build(Options(Path.Combine(folder, "nothing")));
        await Portal.StartAsync(app);
        await UntilAsync(() => app.Services.GetRequiredService<LocalWorker>().Problem is not null);
        Assert.Contains("--worker FILE", app.Services.GetRequiredService<LocalWorker>().Problem);
        await app.StopAsync();
    }

    private async Task<WebApplication> StartAsync(string script)
    {
        var file = Path.Combine(folder, "worker");
        await File.WriteAllTextAsync(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var app = Portal.Build(Options(file));
        await Portal.StartAsync(app);
        return app;
    }

    private PortalOptions Options(string worker) => new() { Data = Path.Combine(folder, "data"), Urls = "http://127.0.0.1:0", Root = RunningPortal.Root, WorkerFile = worker };

    private string[] Said() => File.Exists(Path.Combine(folder, "worker.said")) ? File.ReadAllLines(Path.Combine(folder, "worker.said")) : [];

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!holds())
            await timer.WaitForNextTickAsync(patience.Token);
    }
}
