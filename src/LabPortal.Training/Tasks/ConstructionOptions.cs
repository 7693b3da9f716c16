using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;

namespace LabPortal.Training.Tasks;

/// <summary>What circles and lines have in common.</summary>
public abstract record ConstructionOptions : ICheckedOptions
{
    [Range(3, 1000), Display(Name = "Names", Description = "Node names to choose from."), Unit("names")]
    public int Names { get; init; } = 10;

    [Range(2, 64), Display(Name = "Edges", Description = "A circle has as many nodes, a line one more."), Unit("edges")]
    public int Edges { get; init; } = 9;

    [Range(1, 10_000_000), Display(Name = "Training examples", Description = "Size of the fixed training set."), Unit("examples")]
    public int Rows { get; init; } = 10_000;

    [Range(0, int.MaxValue), Display(Name = "Data seed", Description = "Chooses the training set: compare only runs that share it.")]
    public int DataSeed { get; init; }

    internal abstract int Nodes { get; }

    internal abstract string Kind { get; }

    /// <summary>How many answers there are but for the names: the orders of the edges, of which a circle's are the same wherever it begins.</summary>
    internal double Patterns => Enumerable.Range(1, Nodes == Edges ? Edges - 1 : Edges).Aggregate(1.0, (product, factor) => product * factor);

    public IEnumerable<SpecError> Check()
    {
        if (Nodes > Names)
            yield return new SpecError("edges", $"A {Kind} of {Edges} edges has {Nodes} nodes, and there are {Names} names. Use at most {Names - (Nodes - Edges)} edges.");
        else if (Edges < 3)
            yield return new SpecError("edges", $"A {Kind} of {Edges} edges leaves nothing to discover. Use at least 3.");
        else if (Rows >= Patterns)
            yield return new SpecError("rows", $"{Rows} training examples leave nothing to discover: the edges of a {Kind} of {Edges} can be written in {Patterns} orders. Use at most {Math.Max(1, (int)Patterns / 4)}, a quarter, or more edges.");
    }
}
