using System.Text.Json;
using LabPortal.Training.Running;

namespace LabPortal.Worker.Headless;

/// <summary>Writes what a run reports as JSON, one object a line, each with its arm and seed.</summary>
internal sealed class JsonLineSink(TextWriter output, string arm, long seed) : IRunSink
{
    // NaN and infinities are results: they are written as text, because JSON has no numbers for them.
    private static readonly JsonSerializerOptions Settings = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public void Metric(string name, long step, double value) => Write(new { type = "metric", arm, seed, name, step, value });

    public void Log(RunLogLevel level, string text)
        => Write(new { type = "log", arm, seed, level = JsonNamingPolicy.KebabCaseLower.ConvertName(level.ToString()), text });

    public void Progress(long step, long totalSteps, TimeSpan? remaining)
        => Write(new { type = "progress", arm, seed, step, totalSteps, remainingSeconds = remaining?.TotalSeconds });

    public void Sample(SampleRecord sample) => Write(new
    {
        type = "sample", arm, seed, sample.Step, sample.Index, sample.Prompt, sample.Reference, sample.Output, sample.Right,
        sample.Correct, sample.Note, sample.Probabilities, sample.Verdicts,
    });

    public void Outcomes(OutcomeRecord outcomes)
        => Write(new { type = "outcomes", arm, seed, outcomes.Step, outcomes.Set, outcomes.Right, outcomes.Loss, open = outcomes.Open?.Select(flags => (int)flags) });

    public void Probe(ProbeRecord probe)
        => Write(new { type = "probe", arm, seed, probe.Step, probe.Name, probe.Title, payload = probe.Json });

    /// <summary>Null before the first.</summary>
    public string? LastCheckpoint { get; private set; }

    public void Checkpoint(CheckpointRecord checkpoint)
    {
        LastCheckpoint = checkpoint.Path;
        Write(new { type = "checkpoint", arm, seed, checkpoint.Step, checkpoint.Path, checkpoint.Sha256, checkpoint.Bytes });
    }

    public void End(RunOutcome outcome) => Write(new
    {
        type = "end", arm, seed, outcome = JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.End.ToString()), outcome.Reason, outcome.Step,
    });

    private void Write<T>(T record)
    {
        output.WriteLine(JsonSerializer.Serialize(record, Settings));
        output.Flush();
    }
}
