using LabPortal.Data.Runs;

namespace LabPortal.Worker.Attempts;

internal sealed record SpooledEnd(AttemptOutcome Outcome, string? Reason);
