using System.Globalization;

namespace LabPortal.Training.Studies;

/// <summary>Nagarajan, Wu, Ding and Raghunathan 2025 on one of their four open-ended tasks.</summary>
internal sealed class RollTheDiceStudy(OpenEndedTask task) : IStudy
{
    // The rule of the verdict, in shares of all answers: a smaller difference is none.
    private const double Clear = 0.02;

    // Less than this share of valid answers, or of answers from the training set, is not learnt.
    private const double Learnt = 0.5;

    private const string Coherence = "eval/coherence", Memorisation = "eval/memorisation", Diversity = "eval/diversity";

    private const string Seeded = " + seeds", NextToken = "next-token", Teacherless = "teacherless", MultiToken = "multi-token", Masked = "masked-diffusion", Score = "score-entropy";
    private const string Abstract = "Paper, abstract and section 5: stated in words; the figures hold no printed numbers.";

    private static readonly string[] Objectives = [NextToken, Teacherless, MultiToken, Masked, Score];
    private static readonly string[] Planning = [Teacherless, MultiToken, Masked, Score];

    public string Question => "Does a model that learns several tokens at once find more that is new than one that learns the next token?";

    public string Claim =>
        "Where an answer needs a plan that no token shows, next-token prediction is short-sighted and repeats its training set. Teacherless training and diffusion, which learn all tokens of an answer, " +
        "give more diverse and original ones; and a random string before the prompt lets even greedy decoding be as creative as drawing by temperature.";

    public string Citation => "Nagarajan, Wu, Ding and Raghunathan, Roll the dice & look before you leap, ICML 2025";

    public Uri Link => new("https://arxiv.org/abs/2504.15266");

    public string Task => task.Words + " Creativity is the share of all answers that are right, not in the training set and different from each other.";

    public IReadOnlyList<StudyArm> Arms =>
    [
        .. Objectives.SelectMany(objective => new[]
        {
            new StudyArm(objective, Words(objective)),
            new StudyArm(objective + Seeded, objective is Masked or Score
                ? "The same with a random string before the prompt, another for each answer. Answers are drawn at temperature 1 here too: diffusion is drawn either way."
                : "The same with a random string before the prompt: one of its own for each training example, a fresh one for each answer, which is then decoded greedily. The string takes the place of the dice."),
        }),
    ];

    public string Effect => string.Create(CultureInfo.InvariantCulture,
        $"The best of {Listed(Planning)} is more creative than next-token prediction, by more than {Clear:0.00}; and next-token prediction with seed strings, decoded greedily, is not less creative (by more than {Clear:0.00}) than without them at temperature 1.");

    public IReadOnlyList<string> Deviations =>
    [
        task.Deviation,
        "The quick budget's networks have 4 layers of width 64 and start from random weights; the paper's have up to 12 layers of width 768.",
        "Creativity depends on when training stops: next-token prediction is at its most creative early and then learns the training set by heart. The verdict is about the last step; the curve shows the rest.",
        "A seed string is ten tokens; in the paper it is ten characters of text, which GPT-2's tokenizer cuts into fewer.",
        "Diffusion noises the answer alone; the published code noises the prompt too and puts it back while drawing.",
        "An answer counts once however it is written, and must have the size asked for. The published evaluator is looser; what it would say is recorded as creativity by the published rule.",
        "Multi-token heads are not in the paper, whose multi-token methods are teacherless training and diffusion.",
    ];

    public IReadOnlyList<StudyBudget> Budgets { get; } =
    [
        new("quick", $"{Capital(task.Quick.Size)}; 4 layers of width 64; {task.Quick.Steps:N0} steps; 3 seeds."),
        new("paper", $"{Capital(task.Paper.Size)}; {task.PaperLayers} layers of width 768; {task.PaperSteps.NextToken:N0} steps and more; 3 seeds."),
    ];

    public string Metric => "eval/creativity";

    public IReadOnlyList<PublishedFigure> Published(string budget) =>
    [
        new(NextToken, null, "least original", Abstract),
        new(NextToken + Seeded, null, "as temperature", Abstract),
        new(Teacherless, null, "more original", Abstract),
        new(Masked, null, "more original", Abstract),
        new(Score, null, "more original", Abstract),
    ];

    public string SpecJson(string budget) => budget switch
    {
        "quick" => Spec(
            task.Quick.Json,
            """{ "name": "gpt", "options": { "layers": 4, "heads": 4, "width": 64 } }""",
            """{ "name": "denoiser", "options": { "layers": 4, "heads": 4, "width": 64, "condition": 64, "dropout": 0 } }""",
            $$"""{ "steps": {{task.Quick.Steps}}, "batch": 64, "learningRate": 1e-3, "schedule": "constant", "warmup": 100, "checkpointEvery": 500 }""",
            $$"""{ "every": {{task.Quick.Every}}, "examples": 1024, "samples": 16, "temperature": 1, "sweep": true }""",
            "", """, "training": { "ema": 0.999 }""", 32, task.SweepsDiffusion),
        "paper" => Spec(
            task.Paper.Json,
            $$"""{ "name": "gpt", "options": { "layers": {{task.PaperLayers}}, "heads": 12, "width": 768, "dropout": 0.1 } }""",
            """{ "name": "denoiser", "options": { "layers": 12, "heads": 12, "width": 768, "condition": 128, "dropout": 0.1 } }""",
            $$"""{ "steps": {{task.PaperSteps.NextToken}}, "batch": 64, "learningRate": 1e-4, "schedule": "constant", "warmup": 2000, "checkpointEvery": 5000 }""",
            $$"""{ "every": {{task.PaperSteps.NextToken / 20}}, "examples": {{task.PaperExamples}}, "samples": 16, "temperature": 1, "sweep": true }""",
            $$""", "training": { "steps": {{task.PaperSteps.Teacherless}} }""", $$""", "training": { "steps": {{task.PaperSteps.Diffusion}}, "warmup": 2500, "ema": 0.9999 }""", task.PaperSampler, sweepsDiffusion: true),
        _ => throw StudySpec.NoBudget(this, budget),
    };

    public StudyVerdict Judge(string budget, StudyFinals finals)
    {
        if (finals.Mean(NextToken, Metric) is not { } plain || finals.Mean(NextToken + Seeded, Metric) is not { } seeded || Planning.Any(arm => finals.Mean(arm, Metric) is null))
            return new StudyVerdict(null, "Not settled: an arm has no finished run yet.");
        var best = Planning.MaxBy(arm => finals.Mean(arm, Metric)!.Value)!;
        var planned = finals.Mean(best, Metric)!.Value;
        var (wins, holds) = (planned > plain + Clear, seeded >= plain - Clear);
        return new StudyVerdict(wins && holds, string.Create(CultureInfo.InvariantCulture,
            $"{Capital(best)} is the most creative without seed strings ({planned:0.00}){(wins ? ", ahead of" : ", no clear step ahead of")} next-token prediction ({plain:0.00}); ") +
            string.Create(CultureInfo.InvariantCulture, $"with seed strings, greedy next-token decoding reaches {seeded:0.00}, {(holds ? "not less than" : "less than")} drawing without them.") +
            Unlearnt(finals) + (wins ? "" : WhyNotAhead(finals)) + (holds ? "" : WhyNotHeld(finals)));
    }

    // An arm that has not learnt the task says nothing about its objective.
    private static string Unlearnt(StudyFinals finals)
    {
        var arms = Objectives.Where(arm => finals.Mean(arm, Coherence) < Learnt).Select(arm => string.Create(CultureInfo.InvariantCulture, $"{arm} {finals.Mean(arm, Coherence):0.00}")).ToArray();
        return arms.Length == 0 ? "" : $" Not learnt in this budget, by the share of valid answers: {string.Join(", ", arms)}.";
    }

    private static string WhyNotAhead(StudyFinals finals) => finals.Mean(NextToken, Memorisation) is { } repeated && repeated < Learnt
        ? string.Create(CultureInfo.InvariantCulture, $" Next-token prediction does not repeat its training set yet ({repeated:0.00} of its answers), which is what would hold it back.") : "";

    private static string WhyNotHeld(StudyFinals finals) => string.Create(CultureInfo.InvariantCulture,
        $" With them, {finals.Mean(NextToken + Seeded, Coherence):0.00} of its answers are valid, {finals.Mean(NextToken + Seeded, Diversity):0.00} valid and different, {finals.Mean(NextToken + Seeded, Memorisation):0.00} in the training set; without, {finals.Mean(NextToken, Coherence):0.00}, {finals.Mean(NextToken, Diversity):0.00} and {finals.Mean(NextToken, Memorisation):0.00}.");

    private static string Words(string objective) => objective switch
    {
        NextToken => "Reads the answer so far, as it truly is, and predicts its next token. Answers are drawn at temperature 1.",
        Teacherless => "Beside such rows, rows with dummies ($) in place of the answer: there its tokens must come from the prompt alone, as if the plan were there before the first. Decoded from left to right, at temperature 1.",
        MultiToken => "From each place, the next three tokens, each by a head of its own. Only the first head writes, at temperature 1.",
        Masked => "Reads the answer with some of its tokens masked, and predicts those from all the others, on both sides. Answers begin as masks and are revealed in random order.",
        _ => "Reads the answer with some of its tokens masked, and learns by how much each token would be likelier in a mask's place. Answers begin as masks and are revealed at the rates that this gives.",
    };

    private string Spec(string taskJson, string model, string denoiser, string training, string evaluation, string teacherless, string diffusion, int sampler, bool sweepsDiffusion)
    {
        string Objective(string name) => name switch
        {
            Teacherless => $$"""{ "name": "{{name}}", "options": {{task.Teacherless}} }{{teacherless}}""",
            MultiToken => $$"""{ "name": "{{name}}", "options": { "heads": 3 } }""",
            Masked or Score => $$"""{ "name": "{{name}}", "options": { "steps": {{sampler}} } }, "model": {{denoiser}}{{diffusion}}""",
            _ => $$"""{ "name": "{{name}}" }""",
        };
        // What is drawn by diffusion is drawn at temperature 1 with seed strings too.
        string Evaluation(string name, bool seeded) => name is Masked or Score
            ? sweepsDiffusion ? "" : """, "evaluation": { "sweep": false }"""
            : seeded ? """, "evaluation": { "temperature": 0 }""" : "";
        string Arms(string name) =>
            $$"""
            { "name": "{{name}}", "objective": {{Objective(name)}}{{Evaluation(name, seeded: false)}} },
            { "name": "{{name}}{{Seeded}}", "objective": {{Objective(name)}}, "transforms": [ { "name": "seed-prefix", "options": { "length": 10 } } ]{{Evaluation(name, seeded: true)}} }
            """;
        return StudySpec.Write($"Roll the dice: {task.Title}", taskJson, model, training, evaluation, Objectives.Select(Arms));
    }

    private static string Listed(string[] names) => $"{string.Join(", ", names[..^1])} and {names[^1]}";

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
