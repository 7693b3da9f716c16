using LabPortal.Training.Tasks;

namespace LabPortal.Training.Transforms;

/// <summary>Which example of a run a transform meets: what it draws is a function of this alone.</summary>
/// <param name="Seed">The run's.</param>
/// <param name="Purpose"><see cref="Purpose.Transform"/> in training, <see cref="Purpose.HeldOut"/> in evaluation.</param>
/// <param name="Place">In training the row of a fixed training set, else the place in the training order; in evaluation the place among the held-out.</param>
public readonly record struct Occasion(long Seed, Purpose Purpose, long Place)
{
    public SeededRandom Random() => new(Seed, Purpose, Place);
}
