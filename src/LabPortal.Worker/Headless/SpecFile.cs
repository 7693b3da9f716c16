using System.Text.Json;
using System.Text.Json.Nodes;
using LabPortal.Training.Specs;
using LabPortal.Worker.Commands;

namespace LabPortal.Worker.Headless;

/// <summary>A spec from a file: an experiment's (arms and seeds) or a single run's, as the portal exports it.</summary>
internal sealed record SpecFile(IReadOnlyList<RunSpec> Arms, IReadOnlyList<long> Seeds)
{
    /// <summary>Whether its weak arms would be stopped early.</summary>
    public bool IsHalving { get; private init; }

    /// <exception cref="CommandException">Everything that is wrong, one line for each field.</exception>
    public static SpecFile Read(FileInfo file)
    {
        var text = File.ReadAllText(file.FullName);
        if (IsRun(text))
        {
            var run = RunSpec.ParseRun(text);
            return run.Spec is { } single && run.IsValid ? new SpecFile([single], [1]) : throw Refusal(file, run.Errors);
        }

        var read = ExperimentSpec.Parse(text);
        return read.Spec is { } spec && read.IsValid ? new SpecFile(spec.Arms, spec.Seeds) { IsHalving = spec.Search?.Halving is not null } : throw Refusal(file, read.Errors);
    }

    private static bool IsRun(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject spec && spec.ContainsKey("arm");
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return false;
        }
    }

    private static CommandException Refusal(FileInfo file, IReadOnlyList<SpecError> errors) => new(
        CommandLine.Misused,
        [$"{file.Name} cannot be trained:", .. errors.Select(error => $"  {error}")]);
}
