namespace LabPortal.Worker.Commands;

/// <summary>Ends a command with lines for the user instead of a stack trace.</summary>
internal sealed class CommandException(int exitCode, params IReadOnlyList<string> lines) : Exception(string.Join('\n', lines))
{
    public int ExitCode { get; } = exitCode;

    public IReadOnlyList<string> Lines { get; } = lines;
}
