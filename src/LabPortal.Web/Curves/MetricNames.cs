using LabPortal.Training.Statistics;

namespace LabPortal.Web.Curves;

/// <summary>How a metric is called and drawn, told from its stored name.</summary>
public static class MetricNames
{
    /// <summary>The most memory that a run has taken so far, in MB.</summary>
    public const string PeakMemory = "system/peak-memory-mb";

    private static readonly string[] Order = ["eval/", "train/", "system/"];

    public static string Title(string name) => name switch
    {
        "eval/accuracy" => "Exact accuracy, free-running",
        "eval/forced-accuracy" => "Exact accuracy, teacher-forced",
        "eval/loss" => "Held-out loss",
        "eval/loss-bound" => "Held-out loss, upper bound",
        "eval/perplexity" => "Held-out perplexity",
        "eval/perplexity-bound" => "Held-out perplexity, upper bound",
        "eval/creativity" => "Creativity (different new valid answers)",
        "eval/coherence" => "Coherence (valid answers)",
        "eval/novelty" => "Novelty (valid answers that are not in the training set)",
        "eval/uniqueness" => "Uniqueness (different ones among the new answers)",
        "eval/diversity" => "Diversity (different valid answers)",
        "eval/memorisation" => "Memorisation (answers from the training set)",
        "eval/creativity-published-rule" => "Creativity (by the published evaluator's looser rule)",
        "eval/diversity-published-rule" => "Diversity (by the published evaluator's looser rule)",
        "train/loss" => "Training loss",
        "system/cpu-percent" => "CPU of the run",
        "system/memory-mb" => "Memory of the run",
        PeakMemory => "Peak memory of the run",
        _ => Sentence(name[(name.IndexOf('/') + 1)..]),
    };

    /// <summary>For a column's head.</summary>
    public static string Short(string name) => name switch
    {
        "eval/accuracy" => "Exact, free",
        "eval/forced-accuracy" => "Exact, forced",
        _ when MetricSense.ScoreParts.Contains(name) => Sentence(name[(name.IndexOf('/') + 1)..]),
        "system/tokens-per-second" => "Tokens/s",
        _ => Title(name),
    };

    public static string Unit(string name) => name.EndsWith("accuracy", StringComparison.Ordinal) ? "share right"
        : IsShare(name) ? "share of answers"
        : name.EndsWith("loss", StringComparison.Ordinal) || name.EndsWith("loss-bound", StringComparison.Ordinal) ? "nats per token"
        : name.EndsWith("per-second", StringComparison.Ordinal) ? "tokens/s"
        : name.EndsWith("percent", StringComparison.Ordinal) ? "%"
        : name.EndsWith("-mb", StringComparison.Ordinal) ? "MB" : "";

    public static bool IsShare(string name) => MetricSense.IsShare(name);

    /// <summary>The headline and the training loss first, then evaluations, then the rest; the machine's own figures last.</summary>
    public static IEnumerable<string> Sort(IEnumerable<string> names, string headline) => names
        .OrderBy(name => name == headline ? 0 : name == "train/loss" ? 1 : 2)
        .ThenBy(name => Array.FindIndex(Order, prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is var at && at < 0 ? Order.Length : at)
        .ThenBy(name => IsShare(name) ? 0 : name.EndsWith("loss", StringComparison.Ordinal) ? 1 : 2)
        .ThenBy(name => name, StringComparer.Ordinal);

    private static string Sentence(string kebab) => kebab.Length == 0 ? kebab : char.ToUpperInvariant(kebab[0]) + kebab[1..].Replace('-', ' ');
}
