namespace LabPortal.Data.Playground;

/// <summary>A question to a checkpoint, which some worker takes and answers in the same row.</summary>
public sealed class PlaygroundRequest
{
    private PlaygroundRequest() { }

    public PlaygroundRequest(Guid runId, long step, string question, string askedBy, DateTime now)
    {
        Id = Guid.CreateVersion7();
        (RunId, Step, Question, AskedBy, AskedAt) = (runId, step, question, askedBy, now);
    }

    public Guid Id { get; private set; }
    public Guid RunId { get; private set; }

    /// <summary>The checkpoint's.</summary>
    public long Step { get; private set; }

    /// <summary>JSON, as the engine reads it.</summary>
    public string Question { get; private set; } = "";

    public string AskedBy { get; private set; } = "";
    public DateTime AskedAt { get; private set; }
    public string? Worker { get; private set; }
    public DateTime? TakenAt { get; private set; }

    /// <summary>JSON, as the engine writes it.</summary>
    public string? Answer { get; private set; }

    public DateTime? AnsweredAt { get; private set; }
}
