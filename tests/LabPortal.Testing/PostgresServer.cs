using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LabPortal.Testing;

/// <summary>A PostgreSQL server of one's own on a free loopback port, in a temporary folder. It ends with the process that started it,
/// however that ends.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "lab";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("labportal-postgres-").FullName;
    private readonly bool _durable;
    private Process? _process;

    private PostgresServer(bool durable) => _durable = durable;

    public int Port { get; } = FreePort();

    /// <summary>Whether this machine has the server's programs.</summary>
    public static bool IsInstalled => Programs is not null;

    /// <param name="durable">Whether a commit waits for the disk, as anywhere but in tests.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false)
    {
        var server = new PostgresServer(durable);
        var programs = Programs ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql.");
        // The server refuses to run as root.
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", server._folder);
        await RunAsync([.. Unprivileged, Path.Combine(programs, "initdb"), "-D", server.Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        await server.StartAgainAsync();
        return server;
    }

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={Port};Database={database};Username={User}";

    /// <summary>Starts it after a <see cref="StopAsync"/>; returns when it answers.</summary>
    public async Task StartAgainAsync()
    {
        // The shell hangs on standard input, and stops the server when that closes.
        var arguments = $"-D {Data} -p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=400 -c fsync={(_durable ? "on" : "off")}";
        var start = Command([.. Unprivileged, "/bin/sh", "-c", $"{Path.Combine(Programs!, "postgres")} {arguments} >>{_folder}/log 2>&1 </dev/null & cat >/dev/null; kill -INT $!; wait $!"]);
        start.RedirectStandardInput = true;
        _process = Process.Start(start)!;
        for (var clock = Stopwatch.StartNew(); !await AnswersAsync(); await Task.Delay(50))
            if (clock.Elapsed > Patience) throw new TimeoutException($"PostgreSQL did not answer within {Patience.TotalSeconds} s: {File.ReadAllText(Path.Combine(_folder, "log"))}");
    }

    /// <summary>Stops it at once: whoever is connected is cut off.</summary>
    public async Task StopAsync()
    {
        if (_process is null) return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        _process = null;
    }

    public async Task ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private static string[] Unprivileged => Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--"] : [];

    // Debian keeps them off the path, one folder a version.
    private static string? Programs => (Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0).Select(folder => Path.Combine(folder, "bin"))
            : [])
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static ProcessStartInfo Command(params string[] words)
    {
        var start = new ProcessStartInfo(words[0]) { WorkingDirectory = "/" };
        foreach (var word in words[1..]) start.ArgumentList.Add(word);
        return start;
    }

    private static async Task RunAsync(params string[] words)
    {
        var start = Command(words);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{words[0]} failed: {string.Concat(said)}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
