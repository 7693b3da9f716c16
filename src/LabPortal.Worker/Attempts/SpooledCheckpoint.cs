using LabPortal.Data.Runs;

namespace LabPortal.Worker.Attempts;

/// <param name="File">A whole file in the attempt's scratch folder; gone once the artifact store has it.</param>
/// <param name="Headline">By which the run is judged.</param>
internal sealed record SpooledCheckpoint(long Step, string File, long Bytes, Headline? Headline = null);
