using LabPortal.Training.Pictures;

namespace LabPortal.Training.Tasks;

/// <summary>What is learnt. A definition: cheap to make, opens its data only in <see cref="Open"/>.</summary>
public interface ITask
{
    /// <summary>SHA-256 of the text that the task reads; null where it generates its examples.</summary>
    string? Corpus => null;

    /// <summary>SHA-256 (hex) of what the examples are drawn from: comparable runs have the same.</summary>
    string Digest { get; }

    /// <summary>Accuracy of guessing among what the prompt leaves open; null where accuracy says nothing.</summary>
    double? Chance => null;

    /// <summary>Whether its questions have many right answers: its data is then <see cref="IOpenEndedData"/>.</summary>
    bool IsOpenEnded => false;

    /// <summary>The metric that a comparison leads with.</summary>
    string Headline { get; }

    /// <summary>Index in the target of the token that cannot be read off its neighbours; null where there is no such token.</summary>
    int? Branch => null;

    /// <param name="corpusSymbols">Distinct characters of the corpus, for a task that reads one.</param>
    TaskShape Shape(int? corpusSymbols);

    /// <summary>A question with its answer and a model's output as a picture, from their tokens; null where there is nothing to draw.</summary>
    GraphPicture? Draw(IReadOnlyList<string> prompt, IReadOnlyList<string> reference, IReadOnlyList<string> output) => null;

    /// <param name="corpusFile">Path of the corpus, for a task that reads one.</param>
    /// <exception cref="TrainingException">The corpus does not fit the task.</exception>
    ITaskData Open(string? corpusFile);
}
