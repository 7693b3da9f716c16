namespace LabPortal.Training.Tasks;

/// <summary>A task's examples. Every example is a function of seed and position alone, so that a resumed run needs no data state.</summary>
public interface ITaskData
{
    Vocabulary Vocabulary { get; }

    /// <summary>The example at a place in the training order. Called by one thread at a time, which need not be the one that calls the rest.</summary>
    Example Train(long position, long seed);

    /// <summary>Examples that are kept from training; the same for every run with the same evaluation seed.</summary>
    IReadOnlyList<Example> HeldOut(int count, long seed);

    /// <summary>The example as it is put to a model for a sample.</summary>
    Example Ask(Example example) => example;

    /// <summary>The answer to a prompt that somebody typed; null where the prompt is none of this task's or has no right answer.</summary>
    int[]? Solve(int[] prompt) => null;

    /// <summary>Judges an output in the task's own order; null where there is no right answer.</summary>
    Grade? Judge(Example example, int[] output);

    /// <summary>
    /// What an output is beside right or wrong, in words of <see cref="Tasks.Verdicts"/> or the task's own. A word that the task
    /// cannot tell is left out.
    /// </summary>
    /// <param name="seed">The run's, as in <see cref="Train"/>: what it trained on depends on it.</param>
    IReadOnlyList<string> Verdicts(Example example, int[] output, long seed) => [];
}
