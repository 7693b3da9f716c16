using System.CommandLine;
using LabPortal.Data;
using LabPortal.Data.Backups;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Worker.Commands;

/// <summary><c>backup</c>: writes a lab into one file, while portal and workers go on.</summary>
internal static class BackupCommand
{
    private static readonly Argument<FileInfo> To = new("file") { Description = "The backup; must not exist yet" };

    public static Command Build()
    {
        var command = new Command("backup", "Write the lab into one file: tables, artifacts and keys, with their hashes") { To, LabPlace.Data, LabPlace.Database };
        command.SetAction((parsed, cancel) => LabWork.RunAsync(LabPlace.Services(parsed), async provider =>
        {
            var file = parsed.GetRequiredValue(To).FullName;
            await provider.GetRequiredService<LabDatabase>().OpenAsync(cancel);
            var report = await provider.GetRequiredService<BackupWriter>().WriteAsync(file, LabWork.Say, cancel);
            LabWork.Say($"{file}: {LabWork.Describe(report)}");
            foreach (var hash in report.Missing) LabWork.Say($"the artifact {hash} was missing or damaged in the lab itself, and is not in the backup");
        }));
        return command;
    }
}
