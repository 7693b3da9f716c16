using LabPortal.Data.Runs;
using LabPortal.Training.Tasks;

namespace LabPortal.Web.Comparing;

/// <summary>A metric that is a share of held-out prompts, and how it is told from what was kept of each.</summary>
/// <param name="Of">The flags that count a prompt.</param>
/// <param name="Among">Those that it must have to be asked at all; none for a share of all prompts.</param>
public sealed record PromptShare(string Metric, OpenFlags Of, OpenFlags Among = OpenFlags.None)
{
    private const string Accuracy = "eval/accuracy";

    public static readonly IReadOnlyList<PromptShare> All =
    [
        new(Accuracy, OpenFlags.Valid), new("eval/creativity", OpenFlags.Creative), new("eval/coherence", OpenFlags.Valid), new("eval/novelty", OpenFlags.Novel),
        new("eval/uniqueness", OpenFlags.Creative, OpenFlags.Novel), new("eval/diversity", OpenFlags.Diverse), new("eval/memorisation", OpenFlags.Seen),
    ];

    public static PromptShare? Find(string metric) => All.FirstOrDefault(share => share.Metric == metric);

    /// <summary>Whether the prompts' own values average to it: a share among some of them does not.</summary>
    public bool IsMean => Among == OpenFlags.None;

    /// <summary>Whether it is of open questions.</summary>
    public bool IsOpen => Metric != Accuracy;

    /// <summary>A byte a prompt. Null where nobody kept what the metric is told from.</summary>
    public byte[]? Flags(ExampleOutcomes kept) => IsOpen ? kept.OpenFlags : kept.Right()?.Select(right => (byte)(right ? Of : OpenFlags.None)).ToArray();

    /// <summary>Of each prompt whether it counts.</summary>
    public bool[]? Counts(ExampleOutcomes kept) => Flags(kept)?.Select(flags => ((OpenFlags)flags).HasFlag(Of)).ToArray();
}
