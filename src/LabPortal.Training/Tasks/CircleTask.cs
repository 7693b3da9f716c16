using System.Globalization;
using LabPortal.Training.Pictures;

namespace LabPortal.Training.Tasks;

/// <summary>Write the edges of a closed walk over distinct nodes, its edges in any order (Nagarajan et al. 2025, arXiv 2504.15266, section 2).</summary>
public sealed class CircleTask(CircleOptions options) : ITask
{
    public string Digest { get; } = TaskDigest.Of(string.Create(
        CultureInfo.InvariantCulture, $"circle-construction/1 {options.Names} {options.Edges} {options.Rows} {options.DataSeed}"));

    public string Headline => "eval/creativity";

    public bool IsOpenEnded => true;

    public TaskShape Shape(int? corpusSymbols) => ConstructionData.Shape(options);

    public GraphPicture? Draw(IReadOnlyList<string> prompt, IReadOnlyList<string> reference, IReadOnlyList<string> output) => ConstructionPicture.Of(reference, output);

    public ITaskData Open(string? corpusFile) => new ConstructionData(options);
}
