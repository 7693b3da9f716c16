using LabPortal.Training.Specs;
using LabPortal.Training.Tasks;

namespace LabPortal.Training.Transforms;

/// <summary>Changes what a model sees of an example, and takes it back from an output before the task judges it.</summary>
public interface ITransform
{
    /// <summary>What does not fit an evaluation of so many held-out examples; <see cref="SpecError.Field"/> is the option's JSON name. Null where nothing does not.</summary>
    SpecError? Refuses(int heldOut) => null;

    /// <summary>The sizes after the transform.</summary>
    TaskShape Reshape(TaskShape shape) => shape;

    Vocabulary Extend(Vocabulary vocabulary) => vocabulary;

    Example Apply(Example example, Vocabulary vocabulary, Occasion occasion);

    /// <summary>An output in the order that the task knows.</summary>
    T[] Restore<T>(T[] output);
}
