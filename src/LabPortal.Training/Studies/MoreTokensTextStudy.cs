using System.Globalization;

namespace LabPortal.Training.Studies;

/// <summary>Multi-token prediction on a text: Gloeckle et al. 2024.</summary>
internal sealed class MoreTokensTextStudy : IStudy
{
    // Nats a character: a smaller difference is none.
    private const double Clear = 0.01;

    private const string NextToken = "next-token", TwoHeads = "2 heads", ThreeHeads = "3 heads", Order = "token-order";
    private const string Sizes = "Gloeckle et al., section 3.1, for code: small models are worse with more tokens, large ones better.";

    private static readonly StudyText Shakespeare = new(
        "tinyshakespeare", "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed", new("https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt"));

    public string Question => "Does predicting several characters at once help a small model with the next one?";

    public string Claim =>
        "Large language models that learn the next four tokens at once solve more programming problems than those that learn the next one, with as many parameters; small ones solve fewer. " +
        "Whatever the size, the further heads can draft what the first one then verifies, so that text is written up to three times as fast.";

    public string Citation => "Gloeckle et al., Better & Faster Large Language Models via Multi-token Prediction, ICML 2024";

    public Uri Link => new("https://arxiv.org/abs/2404.19737");

    public string Task => "Continue a text, character by character. Compared is what the next character costs on the text's last tenth, which training does not see: for arms with several heads, the first head's.";

    public IReadOnlyList<StudyText> Texts => [Shakespeare];

    public IReadOnlyList<StudyArm> Arms =>
    [
        new(NextToken, "Reads the text so far and predicts the character that follows."),
        new(TwoHeads, "The next two characters, each by a head of its own; the heads are the last two of the network's layers, side by side."),
        new(ThreeHeads, "The next three, with a trunk that is one layer shorter again."),
        new(Order, "The next character, and beside it one more layer that ranks all characters by how soon they come."),
    ];

    public string Effect => string.Create(CultureInfo.InvariantCulture,
        $"At this size further heads do not help: the next character costs no less with two or three heads than with one (by more than {Clear:0.00} nats), as the paper finds for its small models. What token order does is shown beside it and decides nothing.");

    public IReadOnlyList<string> Deviations =>
    [
        "The paper trains 0.3 to 13 billion parameters on code and measures programs that run; this is one of under a million on one text, by its loss. Only the direction for small models can be compared.",
        "Equal parameters, as in the paper: with n heads the trunk is n − 1 layers shorter.",
        "Where further heads help at the quick budget all the same, a shallower way to the first head is not why: next-token networks of 2 and 3 layers, as deep as that way is, end where the one of 4 does (1.993, 1.991 and 1.993 nats, 3 seeds each). The paper, too, reports gains of small models on tasks made for them.",
        "The text is not shipped with the lab; it is in the public domain.",
    ];

    public IReadOnlyList<StudyBudget> Budgets { get; } =
    [
        new("quick", "1.1 million characters; 4 layers of width 128, 64 characters at once; 1,500 steps; 3 seeds."),
        new("paper", "The same text, as large as one GPU takes in an hour; 6 layers of width 384, 256 characters at once, dropout 0.2; 5,000 steps; 3 seeds."),
    ];

    public string Metric => "eval/loss";

    public IReadOnlyList<PublishedFigure> Published(string budget) =>
    [
        new(NextToken, null, "best when small", Sizes),
        new(TwoHeads, null, "worse when small", Sizes),
        new(ThreeHeads, null, "worse when small", Sizes),
    ];

    public string SpecJson(string budget) => budget switch
    {
        "quick" => Spec(64,
            """{ "name": "gpt", "options": { "layers": 4, "heads": 4, "width": 128 } }""",
            """{ "steps": 1500, "batch": 12, "learningRate": 1e-3, "finalLearningRate": 1e-4, "warmup": 100, "beta2": 0.99, "weightDecay": 0.1, "checkpointEvery": 500 }""",
            """{ "every": 250, "examples": 1000, "samples": 4, "temperature": 0.8 }"""),
        "paper" => Spec(256,
            """{ "name": "gpt", "options": { "layers": 6, "heads": 6, "width": 384, "dropout": 0.2 } }""",
            """{ "steps": 5000, "batch": 64, "learningRate": 1e-3, "finalLearningRate": 1e-4, "warmup": 100, "beta2": 0.99, "weightDecay": 0.1, "checkpointEvery": 500 }""",
            """{ "every": 250, "examples": 1000, "samples": 4, "temperature": 0.8 }"""),
        _ => throw StudySpec.NoBudget(this, budget),
    };

    public StudyVerdict Judge(string budget, StudyFinals finals)
    {
        if (finals.Mean(NextToken, Metric) is not { } one || finals.Mean(TwoHeads, Metric) is not { } two || finals.Mean(ThreeHeads, Metric) is not { } three || finals.Mean(Order, Metric) is not { } order)
            return new StudyVerdict(null, "Not settled: an arm has no finished run yet.");
        var helps = Math.Min(two, three) < one - Clear;
        return new StudyVerdict(!helps, string.Create(CultureInfo.InvariantCulture,
            $"Further heads {(helps ? "help even at this size" : "do not help at this size")}: the next character costs {one:0.000} nats with one head, {two:0.000} with two, {three:0.000} with three; {order:0.000} with token order beside."));
    }

    private static string Spec(int block, string model, string training, string evaluation) => StudySpec.Write(
        "Better with more tokens: a text", $$"""{ "name": "char-text", "options": { "corpus": "{{Shakespeare.Sha256}}", "block": {{block}} } }""", model, training, evaluation,
        $$"""{ "name": "{{NextToken}}" }""",
        $$"""{ "name": "{{TwoHeads}}", "objective": { "name": "multi-token", "options": { "heads": 2 } } }""",
        $$"""{ "name": "{{ThreeHeads}}", "objective": { "name": "multi-token", "options": { "heads": 3 } } }""",
        $$"""{ "name": "{{Order}}", "objective": { "name": "token-order", "options": { "window": 8 } } }""");
}
