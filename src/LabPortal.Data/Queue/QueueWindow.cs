using System.Globalization;

namespace LabPortal.Data.Queue;

/// <summary>Hours outside which no run of a kind of slot begins, such as 20:00 to 07:00 in Europe/Berlin. A run that trains is let finish.</summary>
/// <param name="Slot">The kind of slot; null for all.</param>
/// <param name="To">Before <paramref name="From"/>: the next day.</param>
public sealed record QueueWindow(string? Slot, TimeOnly From, TimeOnly To, string Zone)
{
    public bool Concerns(string slot) => Slot is null || Slot == slot;

    public bool IsOpen(DateTime utc)
    {
        var local = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, Time));
        return From < To ? local >= From && local < To : local >= From || local < To;
    }

    /// <summary>When it opens next (UTC), where it is closed.</summary>
    public DateTime Opens(DateTime utc)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, Time);
        var opens = local.Date + From.ToTimeSpan();
        if (opens <= local) opens = opens.AddDays(1);
        // The hour that a clock leaves out in spring: the next one serves.
        while (Time.IsInvalidTime(opens)) opens = opens.AddMinutes(30);
        return TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(opens, DateTimeKind.Unspecified), Time);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Slot is null ? "Runs" : $"{Slot} runs")} begin only between {From:HH:mm} and {To:HH:mm} ({Zone})");

    // Checked when it is written; a machine without this zone goes by UTC.
    private TimeZoneInfo Time => TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone) ? zone : TimeZoneInfo.Utc;
}
