using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;

namespace LabPortal.Training.Tasks;

public sealed record SiblingOptions : ICheckedOptions
{
    // A vocabulary beyond this would fill the memory before the first step.
    private const int MostNames = 200_000;

    [Range(1, 10_000), Display(Name = "Parents"), Unit("parents")]
    public int Parents { get; init; } = 5;

    [Range(1, 10_000), Display(Name = "Children", Description = "Of each parent on each side; the two sides share no names."), Unit("per side")]
    public int Children { get; init; } = 40;

    [Range(1, 100_000_000), Display(Name = "Training triples", Description = "Size of the fixed training set. Beyond a quarter of all triples little is left to discover."), Unit("triples")]
    public int Triples { get; init; } = 2000;

    [Display(Name = "Parent first", Description = "Say the parent before its children instead of after them.")]
    public bool ParentFirst { get; init; }

    [Range(0, int.MaxValue), Display(Name = "Data seed", Description = "Chooses the training set: compare only runs that share it.")]
    public int DataSeed { get; init; }

    internal long All => (long)Parents * Children * Children;

    public IEnumerable<SpecError> Check()
    {
        if (2L * Parents * Children > MostNames)
            yield return new SpecError("children", $"{Parents} parents with {Children} children on each side are {2L * Parents * Children} names, and there can be {MostNames}. Use at most {MostNames / 2 / Parents} children.");
        else if (All == 1)
            yield return new SpecError("children", "The only triple there is leaves nothing to discover. Use at least 2 children.");
        else if (Triples >= All)
            yield return new SpecError("triples", $"{Triples} training triples leave nothing to discover: there are {All} in all. Use at most {Math.Max(1, All / 4)}, a quarter.");
    }
}
