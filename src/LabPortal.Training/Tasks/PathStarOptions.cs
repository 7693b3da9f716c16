using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;

namespace LabPortal.Training.Tasks;

public sealed record PathStarOptions : ICheckedOptions
{
    [Range(1, 50), Display(Name = "Degree", Description = "Arms that leave the source; guessing the arm is right once in this many."), Unit("arms")]
    public int Degree { get; init; } = 2;

    [Range(2, 50), Display(Name = "Path length", Description = "Nodes of the path, source and goal included."), Unit("nodes")]
    public int PathLength { get; init; } = 3;

    [Range(2, 2000), Display(Name = "Node labels", Description = "Labels to draw from; at least 1 + degree × (path length − 1)."), Unit("labels")]
    public int Nodes { get; init; } = 10;

    [Range(0, 100_000_000), Display(Name = "Training graphs", Description = "Size of the fixed training set; 0 draws fresh graphs at every step."), Unit("graphs")]
    public int TrainingGraphs { get; init; }

    public IEnumerable<SpecError> Check()
    {
        var needed = 1 + Degree * (PathLength - 1);
        if (Nodes < needed)
            yield return new SpecError("nodes", $"{Nodes} labels are too few: {Degree} arms of {PathLength - 1} nodes and the source need at least {needed}.");
    }
}
