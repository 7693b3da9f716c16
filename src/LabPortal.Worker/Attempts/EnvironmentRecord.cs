using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using LabPortal.Training.Running;
using LabPortal.Training.Specs;

namespace LabPortal.Worker.Attempts;

/// <summary>What an attempt ran on: with the same record, spec and seed, another attempt gives the same numbers.</summary>
internal static class EnvironmentRecord
{
    private static readonly JsonSerializerOptions Settings = new(JsonSerializerDefaults.Web);

    /// <param name="initialWeights">SHA-256 of the checkpoint that the run started from; null for random weights.</param>
    public static string Of(RunSpec spec, long seed, int threads, string? initialWeights = null) => JsonSerializer.Serialize(new
    {
        Build.Version,
        Build.Commit,
        Dotnet = Environment.Version.ToString(),
        Libtorch = Machine.TorchVersion,
        System = RuntimeInformation.OSDescription,
        Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.MachineName,
        Cores = Environment.ProcessorCount,
        Device = spec.Training.Device.ToString().ToLowerInvariant(),
        Threads = threads,
        Seed = seed,
        SpecHash = spec.Hash,
        DataDigest = spec.Task.Digest,
        InitialWeights = initialWeights,
        Packages = PackageVersions(),
    }, Settings);

    private static SortedDictionary<string, string> PackageVersions()
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in new[] { "LabPortal.Torch", "TorchSharp", "MathNet.Numerics", "Quartz", "Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite" })
        {
            var file = Path.Combine(AppContext.BaseDirectory, name + ".dll");
            if (File.Exists(file))
                versions[name] = FileVersionInfo.GetVersionInfo(file).ProductVersion ?? "";
        }

        return versions;
    }
}
