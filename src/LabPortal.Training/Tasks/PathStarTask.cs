using System.Globalization;
using LabPortal.Training.Pictures;

namespace LabPortal.Training.Tasks;

/// <summary>
/// Find the way from the centre of a star of paths to one given end (Bachmann and Nagarajan 2024, arXiv 2403.06963).
/// Every token of the path but the second can be copied from its neighbour; the second needs the whole path.
/// </summary>
public sealed class PathStarTask(PathStarOptions options) : ITask
{
    public string Digest { get; } = TaskDigest.Of(string.Create(
        CultureInfo.InvariantCulture, $"path-star/1 {options.Degree} {options.PathLength} {options.Nodes} {options.TrainingGraphs}"));

    public double? Chance => 1.0 / options.Degree;

    public string Headline => "eval/accuracy";

    public int? Branch => 1;

    public TaskShape Shape(int? corpusSymbols) =>
        new(options.Nodes + PathStarGraphs.Marks.Length, 3 * options.Degree * (options.PathLength - 1) + 3, options.PathLength);

    public GraphPicture? Draw(IReadOnlyList<string> prompt, IReadOnlyList<string> reference, IReadOnlyList<string> output) =>
        PathStarPicture.Of(prompt, reference, output);

    public ITaskData Open(string? corpusFile) => new PathStarGraphs(options);
}
