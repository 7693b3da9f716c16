namespace LabPortal.Data.Runs;

/// <param name="Level">As the run reported it, in lower case: <c>info</c>, <c>warning</c>, <c>error</c>.</param>
public sealed record LogLine(Guid RunId, Guid? AttemptId, DateTime At, string Level, string Text)
{
    public long Id { get; private set; }
}
