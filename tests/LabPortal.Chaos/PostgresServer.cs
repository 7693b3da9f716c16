using System.Diagnostics;
using System.Globalization;

namespace LabPortal.Chaos;

/// <summary>A PostgreSQL server of its own on a loopback port, in a temporary folder, that can be stopped and started.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lab-chaos-pg-").FullName;
    private int _databases;

    public int Port { get; } = FreePort.Next();

    private string Data => Path.Combine(_folder, "data");

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        if (Environment.UserName == "root")
            using (var owner = Process.Start("chown", ["postgres", server._folder])) await owner.WaitForExitAsync();
        await server.RunAsync("initdb", "-D", server.Data, "-U", "lab", "--auth=trust", "--no-sync");
        await server.UpAsync();
        return server;
    }

    /// <returns>The connection string of an empty database.</returns>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"lab{++_databases}";
        await RunAsync("createdb", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "lab", name);
        return $"Host=127.0.0.1;Port={Port};Database={name};Username=lab";
    }

    public Task UpAsync() => RunAsync("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=500", "start");

    /// <param name="mode">fast: in good order; immediate: as after a crash.</param>
    public Task DownAsync(string mode) => RunAsync("pg_ctl", "-D", Data, "-w", "-m", mode, "stop");

    public async ValueTask DisposeAsync()
    {
        await DownAsync("immediate");
        Directory.Delete(_folder, recursive: true);
    }

    // The server refuses to run as root.
    private async Task RunAsync(string program, params string[] arguments)
    {
        var path = Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateFiles("/usr/lib/postgresql", program, SearchOption.AllDirectories).Order().LastOrDefault() : null;
        string[] command = Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", path ?? program] : [path ?? program];
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), .. arguments]) { RedirectStandardOutput = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new ChaosException($"{program} failed with code {process.ExitCode}.");
    }
}
