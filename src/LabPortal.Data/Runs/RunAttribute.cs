using System.Linq.Expressions;

namespace LabPortal.Data.Runs;

/// <summary>Something that every run has, by the name that filters, columns and URLs use.</summary>
public sealed class RunAttribute
{
    public static readonly IReadOnlyList<RunAttribute> All =
    [
        OfNumber("number", run => run.Number),
        new("state", RunValueKind.State),
        OfText("experiment", run => run.Experiment!.Name, run => run.ExperimentId),
        OfText("study", run => run.Experiment!.StudyName),
        OfText("arm", run => run.Arm!.Name, run => run.ArmId),
        OfNumber("seed", run => run.Seed),
        OfNumber("step", run => run.Step),
        OfTime("queued", run => run.QueuedAt),
        OfTime("started", run => run.StartedAt),
        OfTime("ended", run => run.EndedAt),
        OfNumber("duration", run => run.Seconds, RunValueKind.Span),
        OfNumber("left", run => run.EtaSeconds, RunValueKind.Span),
        OfNumber("attempts", run => run.Attempts),
        new("tags", RunValueKind.Tags) { Text = run => run.Tags.Min(tag => tag.Name) },
        OfText("reason", run => run.FailureReason),
        OfText("by", run => run.Experiment!.CreatedBy),
        new("archived", RunValueKind.YesNo) { Time = run => run.ArchivedAt },
    ];

    private RunAttribute(string name, RunValueKind kind) => (Name, Kind) = (name, kind);

    public string Name { get; }
    public RunValueKind Kind { get; }
    internal Expression<Func<Run, double?>>? Value { get; private init; }
    internal Expression<Func<Run, string?>>? Text { get; private init; }
    internal Expression<Func<Run, DateTime?>>? Time { get; private init; }

    /// <summary>For what also goes by an id: names may repeat.</summary>
    internal Expression<Func<Run, Guid>>? Id { get; private init; }

    /// <summary>Also by the name of one of several: <c>tag</c> is <c>tags</c>.</summary>
    public static RunAttribute? Find(string name) =>
        All.FirstOrDefault(a => a.Name.Equals(name is "tag" ? "tags" : name, StringComparison.OrdinalIgnoreCase));

    private static RunAttribute OfNumber(string name, Expression<Func<Run, double?>> value, RunValueKind kind = RunValueKind.Number) =>
        new(name, kind) { Value = value };

    private static RunAttribute OfText(string name, Expression<Func<Run, string?>> text, Expression<Func<Run, Guid>>? id = null) =>
        new(name, RunValueKind.Text) { Text = text, Id = id };

    private static RunAttribute OfTime(string name, Expression<Func<Run, DateTime?>> time) => new(name, RunValueKind.Time) { Time = time };
}
