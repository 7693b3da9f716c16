using System.Globalization;
using LabPortal.Training.Pictures;

namespace LabPortal.Training.Tasks;

/// <summary>
/// Name a triangle of a graph that is known from its edges and some of its triangles (Nagarajan et al. 2025, arXiv 2504.15266, section 2).
/// </summary>
public sealed class TriangleTask(TriangleOptions options) : ITask
{
    public string Digest { get; } = TaskDigest.Of(string.Create(
        CultureInfo.InvariantCulture, $"triangle-discovery/1 {options.Vertices} {options.Degree} {options.Triangles} {options.Rows} {options.DataSeed}"));

    public string Headline => "eval/creativity";

    public bool IsOpenEnded => true;

    public TaskShape Shape(int? corpusSymbols) => new(options.Vertices + TriangleData.Marks.Length, 1, TriangleData.Length);

    public GraphPicture? Draw(IReadOnlyList<string> prompt, IReadOnlyList<string> reference, IReadOnlyList<string> output) => ConstructionPicture.Of(reference, output);

    public ITaskData Open(string? corpusFile) => new TriangleData(options);
}
