using LabPortal.Data;
using LabPortal.Data.Runs;
using LabPortal.Web.Api;
using LabPortal.Web.Corpora;
using LabPortal.Web.Launching;
using LabPortal.Web.Live;
using LabPortal.Web.Operation;
using LabPortal.Web.Runs;
using LabPortal.Web.Security;
using LabPortal.Web.Shell;
using LabPortal.Web.Toasts;
using LabPortal.Web.Workers;
using Microsoft.AspNetCore.Diagnostics;
using Radzen;

namespace LabPortal.Web;

/// <summary>The portal from start to finish: its table of contents.</summary>
public static class Portal
{
    public static WebApplication Build(PortalOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "LabPortal.Web", ContentRootPath = options.Root });
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.UseStaticFilesOfTheBuild(options.Root);

        if (LabLog.IsJson)
            builder.Logging.ClearProviders().AddLabConsole();
        builder.Services.AddSingleton(options);
        builder.Services.AddLabData(options.Data, options.Database ?? builder.Configuration[LabStorage.Variable]);
        builder.Services.AddHostedService<LostRunWatch>();
        builder.Services.AddHostedService<DatabaseCheck>();
        builder.Services.AddPortalSecurity(options.Data);
        builder.Services.AddExperimentation();
        builder.Services.AddCorpusIntake();
        builder.Services.AddLiveFeed();
        builder.Services.AddRunTable();
        builder.Services.AddToasts();
        builder.Services.AddWorkerSupervisor(options);
        builder.Services.AddOperation();
        builder.Services.AddRadzenComponents();
        builder.Services.AddProblemDetails();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            // A page that is not heard from is some megabytes: a few wait for it to come back, and a slow one is sent less, not later.
            circuits.DisconnectedCircuitMaxRetained = 20;
            circuits.MaxBufferedUnacknowledgedRenderBatches = 4;
        });

        var app = builder.Build();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.Use(PlainAnswersToPrograms);
        app.UsePortalSecurity();
        app.MapStaticFilesOfTheBuild(options.Root);
        app.MapHealth();
        app.MapAccount();
        app.MapExperiments();
        app.MapRunTable();
        app.MapRuns();
        app.MapQueue();
        app.MapCompare();
        app.MapPlayground();
        app.MapLinks();
        app.MapCorpora();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    /// <summary>Migrates, starts, prints where to go and runs until it is told to stop.</summary>
    public static async Task RunAsync(WebApplication app)
    {
        await StartAsync(app);
        await app.WaitForShutdownAsync();
    }

    public static async Task StartAsync(WebApplication app)
    {
        await app.Services.GetRequiredService<LabDatabase>().MigrateAsync();
        await app.Services.GetRequiredService<SetupLink>().PrepareAsync();
        await app.StartAsync();
        var address = app.Urls.First().Replace("[::]", "localhost").Replace("0.0.0.0", "localhost");
        Console.WriteLine($"LabPortal is at {address}");
        if (app.Services.GetRequiredService<SetupLink>().Token is { } token)
            Console.WriteLine($"Create the administrator (the link works once): {address}{Urls.Setup}?token={token}");
    }

    // A page is for somebody who looks at one: calls and forms keep the status they were given.
    private static Task PlainAnswersToPrograms(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || http.Request.Path.StartsWithSegments("/api"))
            http.Features.Get<IStatusCodePagesFeature>()!.Enabled = false;
        return next(http);
    }
}
