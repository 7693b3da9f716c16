namespace LabPortal.Web.Tests;

/// <summary>One portal with a filled lab and a signed-in administrator, for all tests that only read.</summary>
public sealed class FilledPortal : IAsyncLifetime
{
    private readonly RunningPortal portal = new();

    public HttpClient Administrator { get; private set; } = null!;

    public Guid Experiment { get; private set; }

    /// <summary>Of an open-ended task.</summary>
    public Guid Open { get; private set; }

    public IServiceProvider Services => portal.Services;

    public HttpClient Stranger() => portal.Browser();

    public async Task InitializeAsync()
    {
        await portal.InitializeAsync();
        Administrator = await portal.SignedInAsync();
        Experiment = await FilledLab.FillAsync(portal.Services);
        Open = await FilledOpenLab.FillAsync(portal.Services);
    }

    public Task DisposeAsync() => portal.DisposeAsync();
}
