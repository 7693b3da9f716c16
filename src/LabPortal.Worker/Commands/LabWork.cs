using System.Globalization;
using LabPortal.Data;
using LabPortal.Data.Backups;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Worker.Commands;

/// <summary>What the commands that look after a lab have in common: progress on standard error, and one line for what goes wrong.</summary>
internal static class LabWork
{
    private const int Interrupted = 130;

    public static async Task<int> RunAsync(ServiceCollection services, Func<IServiceProvider, Task> work)
    {
        await using var provider = services.BuildServiceProvider();
        try
        {
            await work(provider);
            return 0;
        }
        catch (LabDataException problem)
        {
            throw new CommandException(1, problem.Message);
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }

    public static void Say(string line) => Console.Error.WriteLine(line);

    public static string Describe(BackupReport report) => string.Create(CultureInfo.InvariantCulture,
        $"{report.Rows:#,0} rows and {report.Artifacts:#,0} artifacts ({report.ArtifactBytes / 1048576.0:#,0.0} MiB) in a file of {report.Bytes / 1048576.0:#,0.0} MiB");
}
