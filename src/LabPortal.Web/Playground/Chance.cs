using System.Globalization;

namespace LabPortal.Web.Playground;

/// <summary>A probability as the playground writes it.</summary>
public static class Chance
{
    public static string Text(double probability) => (100 * probability) switch
    {
        < 0.1 => "<0.1 %",
        < 9.95 and var percent => percent.ToString("0.0", CultureInfo.InvariantCulture) + " %",
        > 99.5 and < 99.995 => ">99 %",
        var percent => percent.ToString("0", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>The length of a bar, for a style.</summary>
    public static string Width(double probability) => (100 * probability).ToString("0.#", CultureInfo.InvariantCulture) + "%";
}
