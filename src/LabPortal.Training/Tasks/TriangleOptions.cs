using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;

namespace LabPortal.Training.Tasks;

public sealed record TriangleOptions : ICheckedOptions
{
    [Range(4, 10_000), Display(Name = "Vertices"), Unit("vertices")]
    public int Vertices { get; init; } = 999;

    [Range(2, 100), Display(Name = "Degree", Description = "Edges that each vertex gets at random, before triangles are closed."), Unit("edges")]
    public int Degree { get; init; } = 3;

    [Range(1, 1000), Display(Name = "Triangles", Description = "Triangles that are closed at each vertex, at least."), Unit("per vertex")]
    public int Triangles { get; init; } = 6;

    [Range(1, 10_000_000), Display(Name = "Training examples", Description = "Size of the fixed training set: a third triangles, the rest edges."), Unit("examples")]
    public int Rows { get; init; } = 15_000;

    [Range(0, int.MaxValue), Display(Name = "Data seed", Description = "Chooses graph and training set: compare only runs that share it.")]
    public int DataSeed { get; init; }

    /// <summary>Most triangles that one vertex can be a corner of.</summary>
    private long Corners => (Vertices - 1L) * (Vertices - 2) / 2;

    public IEnumerable<SpecError> Check()
    {
        if (Degree >= Vertices)
            yield return new SpecError("degree", $"A vertex among {Vertices} has at most {Vertices - 1} neighbours. Use a degree below {Vertices}.");
        if (Triangles > Corners)
            yield return new SpecError("triangles", $"A vertex among {Vertices} is a corner of at most {Corners} triangles. Use at most {Corners}.");
    }
}
