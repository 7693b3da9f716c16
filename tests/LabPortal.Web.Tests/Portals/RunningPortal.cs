using System.Net;
using LabPortal.Testing;
using LabPortal.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests;

/// <summary>The real portal on a free port with a database of its own, and no worker.</summary>
public sealed class RunningPortal : IAsyncLifetime
{
    public const string Email = "ada@lab.test";
    public const string Password = "a long sentence of words";

    /// <summary>A folder of this machine whose files every portal under test may add: set as an administrator may, by a variable.</summary>
    public static readonly string Texts = Directory.CreateTempSubdirectory("labportal-texts-").FullName;

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"labportal-web-{Guid.NewGuid():N}");
    private WebApplication? app;

    static RunningPortal() => Environment.SetEnvironmentVariable("CorpusOptions__Folders__0", Texts);

    /// <summary>Its data folder.</summary>
    public string Folder => folder;

    public IServiceProvider Services => app!.Services;

    public Uri Address { get; private set; } = null!;

    /// <summary>The token of the link that was printed at start.</summary>
    public string SetupToken { get; private set; } = "";

    /// <summary>Where the build put the portal's static files and settings.</summary>
    public static string Root
    {
        get
        {
            var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
            return Path.GetFullPath(Path.Combine(own, "..", "..", "LabPortal.Web", Path.GetFileName(own)));
        }
    }

    public async Task InitializeAsync()
    {
        app = Portal.Build(new PortalOptions { Data = folder, Database = TestDatabase.For(folder), Urls = "http://127.0.0.1:0", StartsWorker = false, Root = Root });
        await Portal.StartAsync(app);
        Address = new Uri(app.Urls.First());
        SetupToken = app.Services.GetRequiredService<SetupLink>().Token!;
    }

    public async Task DisposeAsync()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
        await TestDatabase.DropAsync(folder);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A browser without a script: it keeps cookies and does not follow redirects.</summary>
    public HttpClient Browser() => new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A browser whose user is the administrator, created on first use.</summary>
    public async Task<HttpClient> SignedInAsync()
    {
        var browser = Browser();
        if (Services.GetRequiredService<SetupLink>().IsOpen)
        {
            var made = await browser.SubmitAsync($"{Urls.Setup}?token={SetupToken}", new() { ["Input.Name"] = "Ada", ["Input.Email"] = Email, ["Input.Password"] = Password });
            Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
            return browser;
        }
        var entered = await browser.SubmitAsync(Urls.SignIn, new() { ["Input.Email"] = Email, ["Input.Password"] = Password });
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        return browser;
    }
}
