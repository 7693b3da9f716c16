namespace LabPortal.Bench;

/// <summary>One measured number beside what it is held to.</summary>
/// <param name="Peer">The same measured on the program that we are compared with; the bar is then a factor of it.</param>
/// <param name="Bar">What the figure must reach: at least, or at most where less is better.</param>
/// <param name="Floor">What the machine allows at best, in the figure's unit.</param>
internal sealed record Figure(
    string Name, double Value, string Unit, double? Bar = null, bool LessIsBetter = false, double? Peer = null, double? Floor = null)
{
    public bool? Met => Bar is not { } bar ? null : LessIsBetter ? Value <= bar * (Peer ?? 1) : Value >= bar * (Peer ?? 1);
}
