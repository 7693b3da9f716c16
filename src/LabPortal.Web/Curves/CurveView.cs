using System.Globalization;
using LabPortal.Web.Controls;

namespace LabPortal.Web.Curves;

/// <summary>How curves are looked at: all of it stands in the page's address.</summary>
public sealed record CurveView
{
    public const double MostSmooth = 0.99;

    public static readonly IReadOnlyList<(CurveAxis Value, string Key, string Label)> Axes =
        [(CurveAxis.Step, "step", "step"), (CurveAxis.Tokens, "tokens", "tokens"), (CurveAxis.Examples, "examples", "examples"), (CurveAxis.Flops, "flops", "FLOPs"), (CurveAxis.Seconds, "seconds", "seconds")];

    public static readonly IReadOnlyList<(SeedBand Value, string Key, string Label)> Bands =
        [(SeedBand.Interval, "ci", "95 % interval"), (SeedBand.Deviation, "sd", "standard deviation"), (SeedBand.Extremes, "range", "least to greatest"), (SeedBand.None, "none", "no band")];

    public CurveAxis Axis { get; init; }
    public SeedBand Band { get; init; }

    /// <summary>Null: while there are not too many seeds to tell apart.</summary>
    public bool? Seeds { get; init; }

    /// <summary>Weight of what came before; 0 leaves the values as they are.</summary>
    public double Smooth { get; init; }

    public bool LogX { get; init; }
    public bool LogY { get; init; }

    /// <summary>In the axis' own unit.</summary>
    public double? From { get; init; }
    public double? To { get; init; }

    /// <summary>What in the address could not be read, in words.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    public bool Equals(CurveView? other) => other is not null && (Axis, Band, Seeds, Smooth, LogX, LogY, From, To) == (other.Axis, other.Band, other.Seeds, other.Smooth, other.LogX, other.LogY, other.From, other.To);

    public override int GetHashCode() => HashCode.Combine(Axis, Band, Seeds, Smooth, LogX, LogY, From, To);

    public bool IsZoomed => From is not null || To is not null;

    public string AxisLabel => Axes.First(axis => axis.Value == Axis).Label;

    /// <summary>Reads a query; what is not there has its default, and what is wrong is named.</summary>
    public static CurveView Read(Func<string, string?> query)
    {
        var errors = new List<string>();
        T Choice<T>(string name, IReadOnlyList<(T Value, string Key, string Label)> choices)
        {
            if (query(name) is not { Length: > 0 } asked)
                return choices[0].Value;
            var at = choices.Select(choice => choice.Key).ToList().IndexOf(asked);
            if (at < 0)
                errors.Add($"{name}={asked} is none of {string.Join(", ", choices.Select(choice => choice.Key))}.");
            return choices[Math.Max(at, 0)].Value;
        }
        bool? Switch(string name)
        {
            var asked = query(name);
            if (asked is not (null or "" or "on" or "off"))
                errors.Add($"{name}={asked} is neither on nor off.");
            return asked switch { "on" => true, "off" => false, _ => null };
        }
        double? Number(string name, double least, double most)
        {
            if (query(name) is not { Length: > 0 } asked)
                return null;
            if (double.TryParse(asked, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            errors.Add($"{name}={asked} is no number from {Words.Value(least)} to {Words.Value(most)}.");
            return null;
        }
        var view = new CurveView
        {
            Axis = Choice("x", Axes), Band = Choice("band", Bands), Seeds = Switch("seeds"), Smooth = Number("smooth", 0, MostSmooth) ?? 0,
            LogX = Switch("logx") == true, LogY = Switch("logy") == true, From = Number("from", 0, 1e30), To = Number("to", 0, 1e30),
        };
        if (view.From >= view.To)
        {
            errors.Add($"from={query("from")} must be less than to={query("to")}.");
            view = view with { From = null, To = null };
        }
        return view with { Errors = errors };
    }
}
