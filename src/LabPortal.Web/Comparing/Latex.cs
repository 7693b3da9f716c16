using System.Text;

namespace LabPortal.Web.Comparing;

/// <summary>Text as LaTeX sets it.</summary>
public static class Latex
{
    private static readonly Dictionary<char, string> Signs = new()
    {
        ['&'] = @"\&", ['%'] = @"\%", ['$'] = @"\$", ['#'] = @"\#", ['_'] = @"\_", ['{'] = @"\{", ['}'] = @"\}",
        ['~'] = @"\textasciitilde{}", ['^'] = @"\textasciicircum{}", ['\\'] = @"\textbackslash{}", ['<'] = @"\textless{}", ['>'] = @"\textgreater{}",
        ['±'] = @"$\pm$", ['−'] = "$-$", ['×'] = @"$\times$", ['≈'] = @"$\approx$", ['∞'] = @"$\infty$", ['→'] = @"$\rightarrow$", ['–'] = "--", ['·'] = @"$\cdot$",
    };

    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var sign in text)
            escaped.Append(Signs.TryGetValue(sign, out var set) ? set : char.IsControl(sign) ? " " : $"{sign}");
        return escaped.ToString();
    }

    /// <summary>A table of booktabs. Cells are LaTeX already.</summary>
    /// <param name="columns">Such as "lrr".</param>
    /// <param name="below">Rows under a rule of their own, such as chance.</param>
    public static string Table(string caption, string label, string columns, IEnumerable<string> head, IEnumerable<IEnumerable<string>> rows, IReadOnlyList<IEnumerable<string>> below)
    {
        static string Row(IEnumerable<string> cells) => $"{string.Join(" & ", cells)} \\\\";
        IEnumerable<string> lines =
        [
            "% Needs \\usepackage{booktabs}", @"\begin{table}", @"  \centering", $@"  \caption{{{caption}}}", $@"  \label{{tab:{label}}}", $@"  \begin{{tabular}}{{{columns}}}", @"    \toprule", $"    {Row(head)}", @"    \midrule",
            .. rows.Select(row => $"    {Row(row)}"),
            .. below.Count > 0 ? below.Select(row => $"    {Row(row)}").Prepend(@"    \midrule") : [],
            @"    \bottomrule", @"  \end{tabular}", @"\end{table}", "",
        ];
        return string.Join('\n', lines);
    }
}
