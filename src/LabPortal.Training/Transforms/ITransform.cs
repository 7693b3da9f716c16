using LabPortal.Training.Tasks;

namespace LabPortal.Training.Transforms;

/// <summary>Changes what a model sees of an example, and takes it back from an output before the task judges it.</summary>
public interface ITransform
{
    /// <summary>The sizes after the transform.</summary>
    TaskShape Reshape(TaskShape shape) => shape;

    Vocabulary Extend(Vocabulary vocabulary) => vocabulary;

    Example Apply(Example example, Vocabulary vocabulary, Occasion occasion);

    /// <summary>An output in the order that the task knows.</summary>
    T[] Restore<T>(T[] output);
}
