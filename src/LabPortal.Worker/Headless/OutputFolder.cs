using LabPortal.Training.Specs;
using LabPortal.Worker.Commands;

namespace LabPortal.Worker.Headless;

/// <summary>Where headless runs keep their files: the user's folder, or a temporary one that goes with the command.</summary>
internal sealed class OutputFolder : IDisposable
{
    private readonly string _path;
    private readonly bool _temporary;

    private OutputFolder(string path, bool temporary) => (_path, _temporary) = (path, temporary);

    /// <exception cref="CommandException">The folder cannot be written to.</exception>
    public static OutputFolder Open(DirectoryInfo? chosen)
    {
        if (chosen is null) return new OutputFolder(Directory.CreateTempSubdirectory("lab-run-").FullName, temporary: true);
        try
        {
            chosen.Create();
            return new OutputFolder(chosen.FullName, temporary: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(1, $"The folder {chosen.FullName} cannot be written: {error.Message} Choose another with --out.");
        }
    }

    /// <summary>The run's own folder, with its resolved spec in it.</summary>
    public string ForRun(RunSpec spec, long seed)
    {
        var arm = string.Concat(spec.Arm.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-')).TrimStart('.');
        var folder = Directory.CreateDirectory(Path.Combine(_path, arm, $"seed-{seed}")).FullName;
        File.WriteAllText(Path.Combine(folder, "spec.json"), spec.ToJson());
        return folder;
    }

    public void Dispose()
    {
        if (_temporary) Directory.Delete(_path, recursive: true);
    }
}
