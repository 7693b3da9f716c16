using System.Globalization;

namespace LabPortal.Training.Studies;

/// <summary>Bachmann and Nagarajan 2024 on path-star graphs.</summary>
public sealed class PitfallsStudy : IStudy
{
    // The rule of the verdict: chance is 0.5.
    private const double Stuck = 0.6, Solved = 0.9;

    private const string Code = "The authors' published code, run on this graph size with one seed (3 layers, width 96).";
    private const string Abstract = "Paper, sections 4 and 5: stated in words for all graph sizes.";

    public string Question => "Can a model that is trained to predict the next token learn to look ahead?";

    public string Claim =>
        "On path-star graphs, teacher forcing lets a model copy every token of the path but the first step, so next-token prediction stays at 1/degree. " +
        "Learning the path in reverse, or without a teacher, solves the same task.";

    public string Citation => "Bachmann and Nagarajan, The Pitfalls of Next-Token Prediction, ICML 2024";

    public Uri Link => new("https://arxiv.org/abs/2403.06963");

    public string Task =>
        "A star of paths leaves one node, the source. The prompt lists the star's edges in random order, then the source and the end of one path, " +
        "the goal. The answer is that path, node by node. Only its second node takes looking ahead: whoever guesses there is right once in as many " +
        "times as there are paths. Every later node follows from the one before.";

    public IReadOnlyList<StudyArm> Arms =>
    [
        new("next-token", "Reads the path so far, as it truly is, and predicts the node that follows. Past the second node it need only copy from the list of edges, and nothing teaches it to look ahead to the goal."),
        new("reversed", "The same on the path from goal to source. A node has one edge that arrives at it, so that going back there is never a choice."),
        new("teacherless", "Reads dummies ($) in place of the path and predicts all of its nodes at once. With nothing to copy, it has to work the path out from the graph."),
    ];

    public string Effect => string.Create(CultureInfo.InvariantCulture,
        $"Next-token prediction stays near chance, 0.50 (below {Stuck:0.00}), while the reversed target and teacherless training both solve the task (above {Solved:0.00}).");

    public IReadOnlyList<string> Deviations =>
    [
        "Fresh graphs at every step instead of a fixed set of 200,000: no graph is memorised.",
        "Positions start with a standard deviation of 0.02 instead of 1, which spares a long plateau at the start.",
        "The quick budget uses degree 2, path 3 and 10 labels, and a small network; the paper's graphs reach degree 20.",
    ];

    public IReadOnlyList<StudyBudget> Budgets { get; } =
    [
        new("quick", "Degree 2, path 3, 10 labels; 3 layers of width 64; 3 seeds."),
        new("paper", "Degree 2, path 5, 50 labels; 6 layers of width 384; 200,000 graphs, 100 epochs; 3 seeds."),
    ];

    public string Metric => "eval/accuracy";

    public IReadOnlyList<PublishedFigure> Published(string budget) => budget == "quick"
        ?
        [
            new("next-token", 0.483, "0.483 (≈ 1/degree)", Code),
            new("reversed", 1, "1.000", Code),
            new("teacherless", 1, "1.000", Code),
        ]
        :
        [
            new("next-token", null, "≈ 1/degree", Abstract),
            new("reversed", null, "solves the task", Abstract),
            new("teacherless", null, "solves some graph sizes", Abstract),
        ];

    public string SpecJson(string budget) => budget switch
    {
        "quick" => Spec("""{ "name": "path-star", "options": { "degree": 2, "pathLength": 3, "nodes": 10 } }""", PathStarBudget.Quick(layers: 3)),
        "paper" => Spec("""{ "name": "path-star", "options": { "degree": 2, "pathLength": 5, "nodes": 50, "trainingGraphs": 200000 } }""", PathStarBudget.Paper),
        _ => throw StudySpec.NoBudget(this, budget),
    };

    public StudyVerdict Judge(string budget, StudyFinals finals)
    {
        if (finals.Mean("next-token", Metric) is not { } nextToken || finals.Mean("reversed", Metric) is not { } reversed || finals.Mean("teacherless", Metric) is not { } teacherless)
            return new StudyVerdict(null, "Not settled: an arm has no finished run yet.");
        var stuck = nextToken < Stuck;
        var solved = (Reversed: reversed > Solved, Teacherless: teacherless > Solved);
        var words = string.Create(CultureInfo.InvariantCulture,
            $"Next-token prediction {(stuck ? "is stuck near chance" : "is above chance")} ({nextToken:0.00}, chance 0.50); ") +
            Word("the reversed target", reversed, solved.Reversed) + "; " + Word("teacherless training", teacherless, solved.Teacherless) + ".";
        return new StudyVerdict(stuck && solved.Reversed && solved.Teacherless, words);
    }

    private static string Word(string arm, double accuracy, bool solved) =>
        string.Create(CultureInfo.InvariantCulture, $"{arm} {(solved ? "solves the task" : "does not solve it in this budget")} ({accuracy:0.00})");

    private static string Spec(string task, PathStarBudget budget) => StudySpec.Write(
        "The pitfalls of next-token prediction", task, budget.Model, budget.Training, budget.Evaluation,
        """{ "name": "next-token" }""",
        """{ "name": "reversed", "transforms": [ { "name": "reverse-target" } ] }""",
        """{ "name": "teacherless", "objective": { "name": "teacherless", "options": { "mode": "pure" } } }""");
}
