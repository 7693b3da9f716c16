using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;
using LabPortal.Training.Tasks;

namespace LabPortal.Training.Search;

/// <summary>Where a random search draws an option from.</summary>
public sealed record SearchRange : ICheckedOptions
{
    // A drawn number is also a name that people read: more digits would say nothing.
    private const int Digits = 4;
    private const double Most = 1e9;

    [Range(-Most, Most), Display(Name = "From")]
    public double Min { get; init; }

    [Range(-Most, Most), Display(Name = "To")]
    public double Max { get; init; } = 1;

    [Display(Name = "Scale", Description = "log: every magnitude is as likely as another.")]
    public SearchScale Scale { get; init; }

    [Display(Name = "Whole numbers", Description = "Both ends are drawn too.")]
    public bool Integer { get; init; }

    public IEnumerable<SpecError> Check()
    {
        if (Max <= Min)
            yield return new SpecError("max", Text($"{Max} is not above {Min}, where the range begins."));
        if (Scale == SearchScale.Log && Min <= 0)
            yield return new SpecError("min", Text($"{Min} has no logarithm. Begin above 0, or draw on a linear scale."));
        if (Integer && (Min != Math.Floor(Min) || Max != Math.Floor(Max)))
            yield return new SpecError("integer", Text($"{Min} to {Max} does not begin and end with whole numbers."));
    }

    public JsonNode Draw(SeededRandom luck)
    {
        var end = Integer ? Max + 1 : Max;
        var share = luck.NextDouble();
        var drawn = Scale == SearchScale.Log
            ? Math.Exp(Math.Log(Min) + share * (Math.Log(end) - Math.Log(Min)))
            : Min + share * (end - Min);
        return Integer
            ? JsonValue.Create((long)Math.Clamp(Math.Floor(drawn), Min, Max))
            : JsonValue.Create(Math.Clamp(double.Parse(drawn.ToString($"G{Digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), Min, Max));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
