namespace LabPortal.Data;

/// <summary>The clock in whole microseconds, the finest that both databases keep: what was written reads back the same.</summary>
internal sealed class LabTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)) : default;
}
