using System.CommandLine;

namespace LabPortal.Worker.Commands;

/// <summary>Reads the arguments: what is wrong is answered in one line each on standard error, with exit code 2.</summary>
internal static class CommandLine
{
    public const int Misused = 2;

    // A node lets its runs write a checkpoint before it goes; the portal waits as long.
    private static readonly TimeSpan GraceOnSignal = TimeSpan.FromSeconds(25);

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("LabPortal's worker: trains models, alone or for a portal")
        {
            RunCommand.Build(), StudyCommand.Build(), NodeCommand.Build(), AttemptCommand.Build(), PlaygroundCommand.Build(), BackupCommand.Build(), RestoreCommand.Build(), ArtifactsCommand.Build(),
        };
        if (args.Length == 0)
            args = ["--help"];
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                Console.Error.WriteLine($"{error.Message} Try: {Usage(parsed.CommandResult.Command)}");
            return Misused;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = GraceOnSignal,
            });
        }
        catch (CommandException misuse)
        {
            foreach (var line in misuse.Lines)
                Console.Error.WriteLine(line);
            return misuse.ExitCode;
        }
    }

    private static string Usage(Command command)
        => command switch
        {
            RootCommand => "run, study, node, backup, restore, artifacts, attempt, playground or --help",
            _ => string.Join(' ', new[] { command.Name }
                .Concat(command.Arguments.Select(argument => argument.Name.ToUpperInvariant()))
                .Concat(command.Options.Where(option => option.HelpName is not null).Select(option =>
                    option.Required ? $"{option.Name} {option.HelpName}" : $"[{option.Name} {option.HelpName}]"))),
        };
}
