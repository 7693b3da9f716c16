using System.Globalization;
using System.Text;

namespace LabPortal.Bench;

/// <summary>Curves on logarithmic axes, two beside two, as SVG on a light ground.</summary>
internal static class CostChart
{
    private const double PanelWidth = 420, PanelHeight = 300, Left = 62, Right = 16, Top = 40, Bottom = 34;
    private const string Measured = "#0072b2", Floor = "#8a8a8a";

    public static string Svg(IReadOnlyList<CostCurve> curves)
    {
        var (columns, rows) = (2, (curves.Count + 1) / 2);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns * PanelWidth} {rows * PanelHeight}" font-family="sans-serif" font-size="12" fill="#333">""");
        svg.Append("""<rect width="100%" height="100%" fill="#fff"/>""");
        // One scale of cost for all, so that panels can be compared.
        var costs = curves.SelectMany(curve => curve.Points.SelectMany(point => new[] { point.Microseconds, point.Floor })).ToList();
        var (least, most) = (Math.Floor(Math.Log10(costs.Min())), Math.Ceiling(Math.Log10(costs.Max())));
        for (var i = 0; i < curves.Count; i++)
            Panel(svg, curves[i], i % columns * PanelWidth, i / columns * PanelHeight, least, most);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, CostCurve curve, double x, double y, double least, double most)
    {
        var (first, last) = (Math.Log10(curve.Points[0].Size), Math.Log10(curve.Points[^1].Size));
        double X(double size) => x + Left + (PanelWidth - Left - Right) * (Math.Log10(size) - first) / (last - first);
        double Y(double cost) => y + PanelHeight - Bottom - (PanelHeight - Top - Bottom) * (Math.Log10(cost) - least) / (most - least);
        Text(svg, x + Left, y + 18, "start", $"µs per token over {curve.Title}", "bold");
        for (var power = least; power <= most; power++)
        {
            var cost = Math.Pow(10, power);
            Line(svg, x + Left, Y(cost), x + PanelWidth - Right, Y(cost), "#e4e4e4");
            Text(svg, x + Left - 6, Y(cost) + 4, "end", cost.ToString("0.####", CultureInfo.InvariantCulture));
        }

        foreach (var point in curve.Points)
        {
            Line(svg, X(point.Size), y + Top, X(point.Size), y + PanelHeight - Bottom, "#f1f1f1");
            Text(svg, X(point.Size), y + PanelHeight - Bottom + 16, "middle", point.Size.ToString("#,0", CultureInfo.InvariantCulture));
        }

        Curve(svg, curve.Points.Select(point => (X(point.Size), Y(point.Floor))), Floor, "5 4");
        Curve(svg, curve.Points.Select(point => (X(point.Size), Y(point.Microseconds))), Measured, "none");
        foreach (var point in curve.Points)
            svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{X(point.Size):0.#}" cy="{Y(point.Microseconds):0.#}" r="3.5" fill="{Measured}"/>""");
        Text(svg, x + PanelWidth - Right, y + PanelHeight - Bottom - 8, "end", "dashed: its operations at the rate of one large product", colour: Floor);
    }

    private static void Curve(StringBuilder svg, IEnumerable<(double X, double Y)> points, string colour, string dashes) => svg.Append(
        $"""<polyline fill="none" stroke="{colour}" stroke-width="1.8" stroke-dasharray="{dashes}" points="{string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")))}"/>""");

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string colour) => svg.Append(
        CultureInfo.InvariantCulture, $"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" stroke="{colour}"/>""");

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text, string weight = "normal", string colour = "#333") => svg.Append(
        CultureInfo.InvariantCulture, $"""<text x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}" font-weight="{weight}" fill="{colour}">{text}</text>""");
}
