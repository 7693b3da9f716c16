// Shapes: L target tokens, V vocabulary.
using System.Diagnostics;
using System.Globalization;
using LabPortal.Training.Decoding;
using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using LabPortal.Training.Running;
using LabPortal.Training.Specs;
using LabPortal.Training.Tasks;
using static TorchSharp.torch;

namespace LabPortal.Training.Playground;

/// <summary>A checkpoint's network on the CPU, ready to be asked.</summary>
public sealed class PlaygroundModel : IDisposable
{
    // A text is kept as token ids.
    private const int Top = 5, BytesOfALetter = sizeof(int);

    private readonly RunSpec _spec;
    private readonly long _seed;
    private readonly ITaskData _data;
    private readonly Vocabulary _vocabulary;
    private readonly Network _network;
    private readonly TypedTokens _typed;
    private readonly IReadOnlyList<Example> _heldOut;
    private readonly bool _judged, _open;

    // What an evaluation has a model write, for a task that judges it.
    private readonly int _length;

    private PlaygroundModel(RunSpec spec, long seed, ITaskData data)
    {
        (_spec, _seed, _data, _vocabulary) = (spec, seed, data, spec.Extend(data.Vocabulary));
        _typed = new TypedTokens(_vocabulary);
        _heldOut = data.HeldOut(spec.Evaluation.Examples, spec.Evaluation.Seed);
        (_judged, _open) = (data.Judge(_heldOut[0], _heldOut[0].Target) is not null, data is IOpenEndedData);
        _length = _judged ? _heldOut.Max(example => example.Target.Length) : 0;
        _network = spec.Build(data.Vocabulary);
        _network.eval();
    }

    /// <summary>What its weights and its text take.</summary>
    public long Bytes { get; private init; }

    /// <param name="checkpoint">The file that a run saved.</param>
    /// <param name="corpusFile">The file of a corpus by hash; null when this lab has no such corpus.</param>
    /// <exception cref="TrainingException">It cannot be loaded here.</exception>
    public static PlaygroundModel Load(RunSpec spec, long seed, string checkpoint, Func<string, string?> corpusFile)
    {
        var corpus = spec.Task.Corpus is { } hash ? corpusFile(hash) : null;
        var text = corpus is null ? 0 : new FileInfo(corpus).Length * BytesOfALetter;
        // The file also holds the optimizer, twice the weights, beside averages the weights themselves, and is read whole.
        var copies = spec.Training.Ema > 0 ? 4 : 3;
        var weights = new FileInfo(checkpoint).Length / copies;
        var needed = (copies + 1) * weights + 2 * text;
        var free = PeakMemory.Read("/proc/meminfo", "MemAvailable:");
        if (free > 0 && needed > free)
            throw new TrainingException(string.Create(CultureInfo.InvariantCulture,
                $"The checkpoint needs about {needed / 1e9:0.0} GB to load and {free / 1e9:0.0} GB are free. Try again when fewer runs train."));
        var model = new PlaygroundModel(spec, seed, spec.Task.Open(corpus)) { Bytes = weights + text };
        try
        {
            GivenWeights.Load(checkpoint, model._network);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    public PlayResult Answer(PlayOptions options)
    {
        var clock = Stopwatch.StartNew();
        var errors = new List<SpecError>();
        if (Read(options, errors) is not { } asked || errors.Count > 0)
            return PlayResult.Refused(errors);
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var (example, seen, answered, given, length) = asked;
        var scores = new TokenScores(1, Top, given.Length);
        using var sampler = new Sampler(new SamplingOptions(options.Temperature, options.TopK, options.TopP), options.Seed);
        var drawn = _spec.Objective.Generate(_network, [[.. seen.Prompt, .. given]], length - given.Length, _vocabulary, sampler, CPU, scores)[0];
        int[] output = [.. given, .. drawn];
        var whole = _open ? output.Length == _length : answered && output.Length == seen.Target.Length;
        var restored = whole || !_judged ? _spec.Restored(output) : null;
        var grade = whole ? _data.Judge(example, restored!) : null;
        return new PlayResult
        {
            Prompt = _vocabulary.Text(seen.Prompt),
            Reference = answered ? _vocabulary.Text(seen.Target) : null,
            Free = Tokens(output, scores.Outputs[0], answered && _judged ? seen.Target : null),
            Given = given.Length,
            Forced = answered && _spec.Objective.Decoding is null && seen.Prompt.Length + seen.Target.Length - 1 <= _network.Length ? Forced(seen) : null,
            Correct = grade?.Correct,
            Note = grade?.Note,
            Verdicts = restored is null ? [] : _data.Verdicts(example, restored, _seed),
            Decoding = _spec.Objective.Decoding,
            RunsTogether = _typed.RunTogether,
            Milliseconds = clock.Elapsed.TotalMilliseconds,
        };
    }

    public void Dispose() => _network.Dispose();

    /// <summary>A question in token ids.</summary>
    /// <param name="Example">As the task knows it.</param>
    /// <param name="Seen">As the model does.</param>
    /// <param name="Answered">Whether their targets are the right answer, and not only of its length.</param>
    /// <param name="Length">Of the output, with the given tokens.</param>
    private sealed record Question(Example Example, Example Seen, bool Answered, int[] Given, int Length);

    private Question? Read(PlayOptions options, List<SpecError> errors)
    {
        var given = Typed("given", options.Given, errors);
        if ((options.Prompt.Length == 0 ? HeldOut(options.Example, errors) : TypedPrompt(options.Prompt, errors)) is not { } question || given is null)
            return null;
        var length = options.Length == 0 ? Math.Max(question.Seen.Target.Length, _length) : options.Length;
        var prompt = question.Seen.Prompt.Length;
        if (given.Length > 0 && _spec.Objective.Decoding is { } decoding)
            errors.Add(new SpecError("given", $"This objective does not go on from tokens. {decoding}"));
        else if (given.Length > length)
            errors.Add(new SpecError("given", $"{given.Length} tokens are given, and the output has {length}. Raise length, or give fewer."));
        // Where all of an output is decoded at once, it stands beside its prompt in what the network reads.
        var beside = _spec.Objective.Decoding is null ? 0 : _spec.Objective.Reads(new TaskShape(_vocabulary.Size, prompt, length)) - prompt;
        var least = _spec.Objective.Decoding is null ? 0 : _spec.Objective.Reads(new TaskShape(_vocabulary.Size, prompt, 1)) - prompt;
        if (prompt + least > _network.Length)
            errors.Add(new SpecError("prompt", $"{prompt} tokens are too many: this model reads {_network.Length} at once{(least > 0 ? ", its output among them" : "")}. Use at most {_network.Length - least}."));
        else if (prompt + beside > _network.Length)
            errors.Add(new SpecError("length", $"This model reads {_network.Length} tokens at once, and decodes all at once: with this prompt at most {_network.Length - prompt - beside + length}."));
        return question with { Given = given, Length = length };
    }

    private Question? HeldOut(int place, List<SpecError> errors)
    {
        if (place >= _heldOut.Count)
        {
            errors.Add(new SpecError("example", $"There are {_heldOut.Count} held-out examples: 0 to {_heldOut.Count - 1}."));
            return null;
        }

        return new Question(_heldOut[place], Asked(place), !_open, [], 0);
    }

    private Question? TypedPrompt(string text, List<SpecError> errors)
    {
        if (Typed("prompt", text, errors) is not { } prompt)
            return null;
        if (prompt.Length == 0)
        {
            errors.Add(new SpecError("prompt", "The prompt has no token. Type at least one, or leave it empty for the held-out example."));
            return null;
        }

        var answer = _data.Solve(prompt);
        var example = new Example(prompt, answer ?? new int[Asked(0).Target.Length]);
        // A prompt is typed as the model reads it, with its seed string if it has one: only the answer is still the task's.
        var seen = example with { Target = _spec.Transformed(example, _vocabulary, _seed, Purpose.Generation, 0).Target };
        return new Question(example, seen, answer is not null, [], 0);
    }

    private int[]? Typed(string field, string text, List<SpecError> errors)
    {
        if (_typed.Read(text, out var unknown) is { } tokens)
            return tokens;
        errors.Add(new SpecError(field, $"\"{unknown}\" is no token of this run. Its tokens: {_typed.Known()}"));
        return null;
    }

    private Example Asked(int place) => _data.Ask(_spec.Transformed(_heldOut[place], _vocabulary, _seed, Purpose.HeldOut, place));

    private List<PlayToken> Forced(Example seen)
    {
        using var scope = NewDisposeScope();
        var logits_1LV = _spec.Objective.TargetLogits(_network, new ExampleBatch([seen]), _vocabulary, CPU);
        var likeliest_1L = logits_1LV.argmax(-1);
        return Tokens([.. likeliest_1L.data<long>().ToArray().Select(id => (int)id)], TokenScores.Of(logits_1LV, likeliest_1L, Top)[0], seen.Target);
    }

    private List<PlayToken> Tokens(int[] output, TokenScore[] scores, int[]? reference) => [.. output.Select((token, i) => new PlayToken(
        _vocabulary.Tokens[token], Finite(scores[i].Probability), i < reference?.Length ? token == reference[i] : null,
        [.. scores[i].Top.Select(one => new PlayChoice(_vocabulary.Tokens[one.Token], Finite(one.Probability)))]))];

    // JSON has no NaN, which a network that went wrong may well give.
    private static double Finite(float probability) => float.IsFinite(probability) ? probability : 0;
}
