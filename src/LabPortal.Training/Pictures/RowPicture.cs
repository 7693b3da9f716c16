using LabPortal.Training.Objectives;
using LabPortal.Training.Specs;
using LabPortal.Training.Tasks;
using LabPortal.Training.Transforms;

namespace LabPortal.Training.Pictures;

/// <summary>One question of an arm's task, and the row that its objective makes of it. Shapes: T tokens read, of which the last L are predicted at.</summary>
/// <param name="Prompt">The question.</param>
/// <param name="Answer">Its answer, as the task gives it.</param>
/// <param name="Read">What the network reads, T tokens.</param>
/// <param name="Predicted">What it must say at the last L places.</param>
public sealed record RowPicture(IReadOnlyList<string> Prompt, IReadOnlyList<string> Answer, IReadOnlyList<string> Read, IReadOnlyList<string> Predicted, GraphPicture? Graph)
{
    /// <summary>What each head but the first must say at the first of these places; the second of all but the last, and so on.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Further { get; private init; } = [];

    // Always the same question, and none that a run is evaluated on.
    private const long Seed = 0;
    private const int MostTries = 100;

    /// <summary>Made by the code that trains. Null for a task that reads a text, which may not be there.</summary>
    public static RowPicture? Of(RunSpec arm)
    {
        if (arm.CorpusHash is not null)
            return null;
        var data = arm.Task.Open(null);
        var question = Enumerable.Range(0, MostTries).Select(place => data.Train(place, Seed)).FirstOrDefault(example => example.IsOpen) ?? data.Train(0, Seed);
        var vocabulary = arm.Transforms.Aggregate(data.Vocabulary, (words, transform) => transform.Extend(words));
        vocabulary = arm.Objective.Extend(vocabulary);
        var seen = arm.Transforms.Aggregate(question, (example, transform) => transform.Apply(example, vocabulary, new Occasion(Seed, Purpose.HeldOut, 0)));
        // An objective may mix rows of several kinds: the one that shows the least of the answer is its own.
        var rows = arm.Objective.Prepare(new ExampleBatch([seen, seen]), vocabulary, new SeededRandom(Seed, Purpose.Step));
        var read = Enumerable.Range(0, rows.Rows).Select(row => rows.Part(row, rows.Rows).Inputs).MinBy(inputs => inputs.TakeLast(seen.Target.Length).Count(id => seen.Target.Contains((int)id)))!;
        string[] prompt = vocabulary.Text(question.Prompt), answer = vocabulary.Text(question.Target);
        var predicted = Text(rows.Labels[..rows.Supervised], vocabulary);
        return new RowPicture(prompt, answer, Text(read, vocabulary), predicted, arm.Task.Draw(prompt, answer, []))
        {
            Further = [.. Enumerable.Range(1, arm.Objective.Heads - 1).Select(head => predicted[head..])],
        };
    }

    private static string[] Text(long[] ids, Vocabulary vocabulary) => vocabulary.Text(ids.Select(id => (int)id));
}
