using System.CommandLine;
using LabPortal.Data.Backups;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Worker.Commands;

/// <summary><c>restore</c>: makes a lab from a backup, in an empty folder or database.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<FileInfo> From = new("file") { Description = "What ./lab backup wrote" };
    private static readonly Option<string?> Place = new("--artifacts") { Description = "Where the artifacts go: a folder that all machines see, or s3://bucket/prefix?endpoint=…", HelpName = "PLACE" };

    public static Command Build()
    {
        var command = new Command("restore", "Make a lab from a backup, in an empty folder or database") { From, LabPlace.Data, LabPlace.Database, Place };
        command.SetAction((parsed, cancel) => LabWork.RunAsync(LabPlace.Services(parsed), async provider =>
        {
            var report = await provider.GetRequiredService<LabRestore>().RunAsync(parsed.GetRequiredValue(From).FullName, parsed.GetValue(Place), LabWork.Say, cancel);
            LabWork.Say($"restored {LabWork.Describe(report)}");
            foreach (var hash in report.Missing) LabWork.Say($"the artifact {hash} was missing or damaged already when the backup was made");
        }));
        return command;
    }
}
