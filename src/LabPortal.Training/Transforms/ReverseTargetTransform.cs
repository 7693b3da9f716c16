using LabPortal.Training.Tasks;

namespace LabPortal.Training.Transforms;

/// <summary>The target from its end to its start; the prompt stays (Bachmann and Nagarajan 2024, section 5).</summary>
public sealed class ReverseTargetTransform : ITransform
{
    public Example Apply(Example example, Vocabulary vocabulary, Occasion occasion) => example with { Target = Restore(example.Target) };

    public T[] Restore<T>(T[] output) => output.AsEnumerable().Reverse().ToArray();
}
