using System.Globalization;

namespace LabPortal.Training.Studies;

/// <summary>Multi-token prediction and token order on path-star graphs: Gloeckle et al. 2024 and Zuhri et al. 2025.</summary>
internal sealed class MoreTokensPathStarStudy : IStudy
{
    // The rule of the verdict: chance is 0.5.
    private const double Stuck = 0.6, Solved = 0.9;

    private const string NextToken = "next-token", TwoHeads = "2 heads", ThreeHeads = "3 heads", Order = "token-order";
    private const string Table = "Zuhri et al., table 5: stated for paths of this length, in other graph sizes.";

    public string Question => "Does predicting several tokens at once teach a model to look ahead?";

    public string Claim =>
        "Each place of a sequence predicts the next n tokens, each by a head of its own on a shared trunk. What lies further ahead then shapes what the trunk knows, " +
        "and path-star graphs, where next-token prediction stays at 1/degree, are solved with one head for each token of the path. Ranking tokens by how soon they come asks for less and needs no further heads.";

    public string Citation => "Gloeckle et al., Better & Faster Large Language Models via Multi-token Prediction, ICML 2024";

    public Uri Link => new("https://arxiv.org/abs/2404.19737");

    public string Task =>
        "A star of paths leaves one node, the source. The prompt lists the star's edges in random order, then the source and the end of one path, the goal. The answer is that path, node by node. " +
        "Only its second node takes looking ahead.";

    public IReadOnlyList<StudyArm> Arms =>
    [
        new(NextToken, "Reads the path so far, as it truly is, and predicts the node that follows."),
        new(TwoHeads, "From each place the next two nodes, each by a head of its own. The last two of the network's layers are these heads, side by side; only the first head writes."),
        new(ThreeHeads, "The same with the next three nodes: the whole path is predicted from the prompt alone, too."),
        new(Order, "Next-token prediction, and beside it one more layer that ranks all nodes by how soon they come in the path."),
    ];

    public string Effect => string.Create(CultureInfo.InvariantCulture,
        $"Next-token prediction stays near chance, 0.50 (below {Stuck:0.00}), and three heads, one for each node of the path, solve the task (above {Solved:0.00}). Two heads and token order are shown beside them and decide nothing.");

    public IReadOnlyList<string> Deviations =>
    [
        "Fresh graphs at every step instead of a fixed set: no graph is memorised.",
        "Equal parameters: with n heads the trunk is n − 1 layers shorter. Five layers, so that three heads have a trunk of two.",
        "A head learns only the places of the path, as in the published path-star code; guesses at the path from within the prompt cost nothing.",
        "The published experiments use degree 2 to 5, longer paths and up to 100 labels; the quick budget degree 2, path 3 and 10 labels.",
    ];

    public IReadOnlyList<StudyBudget> Budgets { get; } =
    [
        new("quick", "Degree 2, path 3, 10 labels; 5 layers of width 64; 3 seeds."),
        new("paper", "Degree 3, path 3, 50 labels; 6 layers of width 384; 200,000 graphs, 100 epochs; 3 seeds."),
    ];

    public string Metric => "eval/accuracy";

    public IReadOnlyList<PublishedFigure> Published(string budget) =>
    [
        new(NextToken, null, "≈ 1/degree", Table),
        new(TwoHeads, null, "solves the task", Table),
        new(ThreeHeads, null, "solves the task", Table),
        new(Order, null, "solves the task", Table),
    ];

    public string SpecJson(string budget) => budget switch
    {
        "quick" => Spec("""{ "name": "path-star", "options": { "degree": 2, "pathLength": 3, "nodes": 10 } }""", PathStarBudget.Quick(layers: 5)),
        "paper" => Spec("""{ "name": "path-star", "options": { "degree": 3, "pathLength": 3, "nodes": 50, "trainingGraphs": 200000 } }""", PathStarBudget.Paper),
        _ => throw StudySpec.NoBudget(this, budget),
    };

    public StudyVerdict Judge(string budget, StudyFinals finals)
    {
        if (finals.Mean(NextToken, Metric) is not { } plain || finals.Mean(TwoHeads, Metric) is not { } two || finals.Mean(ThreeHeads, Metric) is not { } three || finals.Mean(Order, Metric) is not { } order)
            return new StudyVerdict(null, "Not settled: an arm has no finished run yet.");
        return new StudyVerdict(plain < Stuck && three > Solved, string.Create(CultureInfo.InvariantCulture,
            $"Next-token prediction {(plain < Stuck ? "is stuck near chance" : "is above chance")} ({plain:0.00}); three heads {(three > Solved ? "solve the task" : "do not solve it in this budget")} ({three:0.00}); two heads reach {two:0.00}, token order {order:0.00}."));
    }

    private static string Spec(string task, PathStarBudget budget) => StudySpec.Write(
        "Better with more tokens: path-star", task, budget.Model, budget.Training, budget.Evaluation,
        $$"""{ "name": "{{NextToken}}" }""",
        $$"""{ "name": "{{TwoHeads}}", "objective": { "name": "multi-token", "options": { "heads": 2 } } }""",
        $$"""{ "name": "{{ThreeHeads}}", "objective": { "name": "multi-token", "options": { "heads": 3 } } }""",
        $$"""{ "name": "{{Order}}", "objective": { "name": "token-order" } }""");
}
