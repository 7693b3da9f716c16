namespace LabPortal.Training.Studies;

/// <summary>A task of <see cref="RollTheDiceStudy"/>, in this lab's quick size and in the paper's.</summary>
/// <param name="Words">What is asked and what a right answer is.</param>
/// <param name="Teacherless">How its dummy rows are mixed with next-token rows, as options.</param>
/// <param name="Quick">The task as JSON, its size in words, training steps, and steps between evaluations.</param>
/// <param name="SweepsDiffusion">Whether the quick budget sweeps diffusion's sampling too; a pass of it reads whole rows, so that long ones take longer than training.</param>
/// <param name="Paper">The task as JSON and its size in words.</param>
/// <param name="PaperSteps">Of next-token prediction, of its teacherless hybrid and of diffusion.</param>
/// <param name="PaperSampler">Steps in which an answer is drawn by diffusion.</param>
/// <param name="Deviation">Where the quick size differs from the paper's.</param>
internal sealed record OpenEndedTask(
    string Title, string Words, string Teacherless, (string Json, string Size, int Steps, int Every) Quick, bool SweepsDiffusion, (string Json, string Size) Paper,
    int PaperLayers, (int NextToken, int Teacherless, int Diffusion) PaperSteps, int PaperSampler, int PaperExamples, string Deviation)
{
    private const string FromGpt2 = "The paper starts this task from GPT-2's trained weights; ours starts from random ones. The task has the paper's size. " + Unswept;
    private const string Unswept = "At the quick budget diffusion is not asked again at other sampling settings, which would take longer than its training.";

    public static readonly OpenEndedTask Sibling = new(
        "sibling discovery",
        "Parents have children of two kinds. An answer names a child of each kind and then their parent: two siblings. Training shows a quarter of all such triples; creative is who names " +
        "siblings that training never put together. That takes choosing the parent first, though it is said last.",
        """{ "mode": "mixed", "ratio": 2, "span": "middle" }""",
        ("""{ "name": "sibling-discovery", "options": { "parents": 5, "children": 40, "triples": 2000 } }""", "5 parents with 40 children on each side, 2,000 of the 8,000 triples", 2000, 250), true,
        ("""{ "name": "sibling-discovery", "options": { "parents": 5, "children": 500, "triples": 50000 } }""", "5 parents with 500 children on each side, 50,000 of 1.25 million triples"),
        8, (800_000, 1_200_000, 800_000), 32, 3000,
        "The quick budget has 40 children on each side instead of 500, and shows a quarter of the triples instead of 4 %.");

    public static readonly OpenEndedTask Triangle = new(
        "triangle discovery",
        "A graph is known only from some of its edges and triangles. An answer is three edges that close. Creative is who names triangles that training never showed, " +
        "which takes finding three edges that fit together before the first is said.",
        """{ "mode": "mixed", "ratio": 0.5 }""",
        ("""{ "name": "triangle-discovery", "options": { "vertices": 100, "degree": 3, "triangles": 30, "rows": 2000 } }""", "a graph of 100 vertices, 2,000 edges and triangles of it", 2000, 500), false,
        ("""{ "name": "triangle-discovery", "options": { "vertices": 999, "degree": 3, "triangles": 6, "rows": 15000 } }""", "a graph of 999 vertices, 15,000 edges and triangles of it"),
        12, (800_000, 1_200_000, 100_000), 128, 1024,
        "The quick budget's graph is smaller and has more triangles for its edges, so that training leaves most of them to be found; of the paper's it leaves a sixth. " + Unswept);

    public static readonly OpenEndedTask Circle = new(
        "circle construction",
        "An answer lists the nine edges of a circle through nine of ten nodes, in any order. Creative is who writes circles in an order that training never showed, whatever the nodes are called. " +
        "Whoever writes edge after edge without a plan ends in one that does not close.",
        """{ "mode": "mixed", "ratio": 3 }""",
        ("""{ "name": "circle-construction", "options": { "names": 10, "edges": 9, "rows": 10000 } }""", "9 of 10 nodes, 10,000 circles", 1000, 500), false,
        ("""{ "name": "circle-construction", "options": { "names": 10, "edges": 9, "rows": 10000 } }""", "9 of 10 nodes, 10,000 circles"),
        12, (40_000, 40_000, 400_000), 128, 1024, FromGpt2);

    public static readonly OpenEndedTask Line = new(
        "line construction",
        "An answer lists the nine edges of a line through ten nodes, in any order. Creative is who writes lines in an order that training never showed, whatever the nodes are called. " +
        "Whoever writes edge after edge without a plan ends with pieces that do not meet.",
        """{ "mode": "mixed", "ratio": 3 }""",
        ("""{ "name": "line-construction", "options": { "names": 10, "edges": 9, "rows": 10000 } }""", "10 nodes, 10,000 lines", 1000, 500), false,
        ("""{ "name": "line-construction", "options": { "names": 10, "edges": 9, "rows": 10000 } }""", "10 nodes, 10,000 lines"),
        12, (40_000, 40_000, 400_000), 128, 1024, FromGpt2);
}
