using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace LabPortal.Bench;

/// <summary>
/// The program that we are compared with: peer/nanogpt.py under Debian's Python, which has PyTorch on the same libtorch and BLAS.
/// <c>PEER_PYTHON</c> names another interpreter.
/// </summary>
internal static class Peer
{
    private static readonly string Interpreter = Environment.GetEnvironmentVariable("PEER_PYTHON") ?? "/usr/bin/python3";
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "peer", "nanogpt.py");
    private static readonly Lazy<bool> Found = new(Look);

    /// <summary>Whether there is a peer here; the first look says so when there is none.</summary>
    public static bool IsHere => Found.Value;

    /// <summary>Runs one command of the script, alone.</summary>
    public static JsonNode Run(params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Interpreter, [Script, .. arguments]) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"The peer ended with {process.ExitCode}: {Interpreter} {Script} {string.Join(' ', arguments)}");
    }

    public static string[] Arguments(params (string Name, int Value)[] numbers) =>
        [.. numbers.SelectMany(number => new[] { $"--{number.Name}", number.Value.ToString(CultureInfo.InvariantCulture) })];

    private static bool Look()
    {
        if (File.Exists(Interpreter))
        {
            using var process = Process.Start(new ProcessStartInfo(Interpreter, ["-c", "import torch"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0) return true;
        }

        Console.Error.WriteLine($"The peer is missing: {Interpreter} has no torch (apt-get install python3-torch). What follows are our figures alone.");
        return false;
    }
}
