namespace LabPortal.Training.Tasks;

/// <summary>A task whose questions have many right answers: what counts is how many different new ones a model gives (Nagarajan et al. 2025, arXiv 2504.15266).</summary>
public interface IOpenEndedData : ITaskData
{
    /// <summary>Whether the published evaluator judges differently from ours (<see cref="OpenScores.Published"/>); its scores are then recorded too.</summary>
    bool HasPublishedRule => false;

    /// <param name="output">In the task's own order.</param>
    OpenAnswer Read(int[] output);

    /// <summary>An answer as a perfect generator would give it: valid, at random. What it scores is the most that can be reached.</summary>
    int[] Perfect(SeededRandom random);

    /// <summary>Right is an answer that is valid and not in the training set.</summary>
    Grade? ITaskData.Judge(Example example, int[] output) => Tasks.Verdicts.GradeOf(Read(output));

    IReadOnlyList<string> ITaskData.Verdicts(Example example, int[] output, long seed) => Tasks.Verdicts.Of(Read(output));
}
