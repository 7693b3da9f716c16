using System.Globalization;
using System.Text;

namespace LabPortal.Web.Operation;

/// <summary>Writes figures in the text format that Prometheus reads (version 0.0.4).</summary>
public sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";
    private readonly StringBuilder _text = new();

    public PrometheusText Gauge(string name, string help, params IEnumerable<(string Labels, double Value)> values) => Write(name, "gauge", help, values);

    public PrometheusText Counter(string name, string help, params IEnumerable<(string Labels, double Value)> values) => Write(name, "counter", help, values);

    /// <param name="pairs">Names and values in turn.</param>
    public static string Labels(params string[] pairs) =>
        "{" + string.Join(',', pairs.Chunk(2).Select(pair => $"{pair[0]}=\"{pair[1].Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\"")) + "}";

    public override string ToString() => _text.ToString();

    private PrometheusText Write(string name, string type, string help, IEnumerable<(string Labels, double Value)> values)
    {
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        foreach (var (labels, value) in values) _text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value:R}\n");
        return this;
    }
}
