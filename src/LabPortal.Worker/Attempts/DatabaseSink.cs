using System.Globalization;
using System.Text.Json;
using LabPortal.Data.Metrics;
using LabPortal.Data.Runs;
using LabPortal.Training.Running;

namespace LabPortal.Worker.Attempts;

/// <summary>Turns what a run reports into the rows that the lab keeps.</summary>
internal sealed class DatabaseSink(
    BatchWriter batches, AttemptLease lease, Headline headline, TimeProvider time) : IRunSink
{
    private long _lastStep;

    public long LastStep => Volatile.Read(ref _lastStep);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public void Metric(string name, long step, double value)
    {
        Volatile.Write(ref _lastStep, step);
        Measured(name, step, value);
    }

    /// <summary>A measurement that does not come from the training thread.</summary>
    public void Measured(string name, long step, double value)
    {
        var point = new MetricPoint(name, step, value, Now);
        batches.Take(buffer => buffer.Add(point));
    }

    public void Log(RunLogLevel level, string text)
    {
        var word = level switch { RunLogLevel.Error => "error", RunLogLevel.Warning => "warning", _ => "info" };
        var line = new LogLine(lease.RunId, lease.AttemptId, Now, word, text.Replace('\0', '␀')); // PostgreSQL keeps no text with that character
        batches.Take(buffer => buffer.Add(line));
    }

    public void Progress(long step, long totalSteps, TimeSpan? remaining)
        => batches.Take(buffer => buffer.Set(new AttemptProgress(step, totalSteps, remaining?.TotalSeconds)));

    public void Sample(SampleRecord sample)
    {
        var row = new SampleRow(
            lease.RunId, sample.Step, sample.Index, Json(sample.Prompt), Json(sample.Reference), Json(sample.Output), Json(sample.Right),
            sample.Correct, string.IsNullOrEmpty(sample.Note) ? null : sample.Note)
        {
            Probabilities = Json(sample.Probabilities.Select(Short)), Verdicts = Json(sample.Verdicts),
        };
        batches.Take(buffer => buffer.Add(row));
    }

    public void Outcomes(OutcomeRecord outcomes)
    {
        var row = ExampleOutcomes.Of(lease.RunId, outcomes.Step, outcomes.Set, outcomes.Right, outcomes.Loss, outcomes.Open);
        batches.Take(buffer => buffer.Set(row));
    }

    public void Probe(ProbeRecord probe)
    {
        var row = new ProbeResult(lease.RunId, probe.Step, probe.Name, probe.Title, probe.Json.ToJsonString());
        batches.Take(buffer => buffer.Add(row));
    }

    /// <summary>Keeps the checkpoint before training goes on; while the database is away, on this machine.</summary>
    public void Checkpoint(CheckpointRecord checkpoint)
    {
        try
        {
            batches.KeepAsync(new(checkpoint.Step, checkpoint.Path, checkpoint.Bytes, headline)).GetAwaiter().GetResult();
        }
        catch
        {
            File.Delete(checkpoint.Path);
            throw;
        }
    }

    // Four digits: more is not looked at, and a sample may have hundreds.
    private static decimal? Short(float probability) =>
        float.IsFinite(probability) ? decimal.Parse(probability.ToString("G4", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    private static string Json<T>(T tokens) => JsonSerializer.Serialize(tokens);
}
