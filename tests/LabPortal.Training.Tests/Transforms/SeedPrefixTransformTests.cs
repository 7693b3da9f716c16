using LabPortal.Training.Tasks;
using LabPortal.Training.Transforms;

namespace LabPortal.Training.Tests.Transforms;

public sealed class SeedPrefixTransformTests
{
    private static readonly Vocabulary Plain = new(["x", "<q>", "$"], 2);
    private static readonly Example Asked = new([1], [0]);

    [Fact]
    public void Apply_AnExample_PutsItsStringBeforeThePrompt()
    {
        var transform = new SeedPrefixTransform(new SeedPrefixOptions { Length = 4, Alphabet = 36 });
        var vocabulary = transform.Extend(Plain);
        var seen = transform.Apply(Asked, vocabulary, new Occasion(7, Purpose.Transform, 12));
        Assert.Equal((5, 1), (seen.Prompt.Length, seen.Prompt[^1]));
        Assert.All(seen.Prompt[..4], token => Assert.StartsWith("#", vocabulary.Tokens[token]));
        Assert.Equal(seen.Prompt, transform.Apply(Asked, vocabulary, new Occasion(7, Purpose.Transform, 12)).Prompt);
        Assert.Equal(new TaskShape(39, 5, 1), transform.Reshape(new TaskShape(3, 1, 1)));
    }

    [Fact]
    public void String_OfEachExample_IsItsOwnAlsoInEvaluation()
    {
        var transform = new SeedPrefixTransform(new SeedPrefixOptions { Length = 3, Alphabet = 10 });
        var strings = Enumerable.Range(0, 500).SelectMany(i => new[] { new Occasion(1, Purpose.Transform, i), new Occasion(1, Purpose.HeldOut, i) })
            .Select(occasion => string.Join(' ', transform.String(occasion))).ToList();
        Assert.Equal(1000, strings.Distinct().Count());
    }

    [Fact]
    public void Apply_AQuestionWithOneAnswer_LeavesIt()
    {
        var transform = new SeedPrefixTransform(new SeedPrefixOptions());
        Assert.Equal([1], transform.Apply(Asked with { IsOpen = false }, transform.Extend(Plain), new Occasion(1, Purpose.Transform, 0)).Prompt);
    }
}
