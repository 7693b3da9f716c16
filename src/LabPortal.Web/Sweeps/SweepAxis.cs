namespace LabPortal.Web.Sweeps;

/// <summary>What a sweep of decoding turns, by its name in the probe's result.</summary>
/// <param name="Doubles">Whether its values double from one to the next.</param>
public sealed record SweepAxis(string Key, string Label, bool Doubles = false)
{
    public static readonly IReadOnlyList<SweepAxis> All = [new("temperature", "temperature"), new("top-p", "top-p, at temperature 1"), new("steps", "sampler steps", Doubles: true)];
}
