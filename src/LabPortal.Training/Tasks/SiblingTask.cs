using System.Globalization;

namespace LabPortal.Training.Tasks;

/// <summary>
/// Name two children of one parent, and the parent: b c a &lt;/a&gt; (Nagarajan et al. 2025, arXiv 2504.15266, section 2). The families
/// are known from the training triples alone; which children go together is the model's to choose.
/// </summary>
public sealed class SiblingTask(SiblingOptions options) : ITask
{
    public string Digest { get; } = TaskDigest.Of(string.Create(
        CultureInfo.InvariantCulture, $"sibling-discovery/1 {options.Parents} {options.Children} {options.Triples} {options.ParentFirst} {options.DataSeed}"));

    public string Headline => "eval/creativity";

    public bool IsOpenEnded => true;

    public TaskShape Shape(int? corpusSymbols) => new(options.Parents + 2 * options.Parents * options.Children + SiblingData.Marks.Length, 1, SiblingData.Length);

    public ITaskData Open(string? corpusFile) => new SiblingData(options);
}
