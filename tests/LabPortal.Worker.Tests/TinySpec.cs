namespace LabPortal.Worker.Tests;

/// <summary>Specs that a test can afford: a real task, objective and network, only very small.</summary>
internal static class TinySpec
{
    private const string Parts = """
        "schema": 1,
        "task": { "name": "path-star", "options": { "degree": 2, "pathLength": 3, "nodes": 10 } },
        "objective": { "name": "next-token" },
        "model": { "name": "gpt", "options": { "layers": 1, "heads": 1, "width": 16 } },
        "evaluation": { "every": 100, "examples": 20, "samples": 2 }
        """;

    public static string Run(int steps, int checkpointEvery = 50) =>
        $$"""{ "arm": "next-token", {{Parts}}, "training": {{Training(steps, checkpointEvery)}} }""";

    public static string Experiment(int steps) => $$"""
        {
          "name": "tiny", {{Parts}}, "training": {{Training(steps, 50)}}, "seeds": [1],
          "arms": [ { "name": "next-token" }, { "name": "reversed", "transforms": [ { "name": "reverse-target" } ] } ]
        }
        """;

    /// <summary>Two learning rates for an arm and for one that goes on from it; the later one stands first.</summary>
    public static string Loop(int steps) => $$"""
        {
          "name": "loop", {{Parts}}, "training": {{Training(steps, 50)}}, "seeds": [1, 2],
          "arms": [ { "name": "second", "training": { "from": "arm first" } }, { "name": "first" } ],
          "search": { "axes": [ { "path": "training.learningRate", "values": [ 0.001, 0.002 ] } ] }
        }
        """;

    /// <summary>An arm that starts from the other, which stands behind it.</summary>
    /// <param name="change">What else the first of them overrides.</param>
    public static string Start(int steps, string change = "") => $$"""
        {
          "name": "start", {{Parts}}, "training": {{Training(steps, 50)}}, "seeds": [1],
          "arms": [ { "name": "second", "training": { "from": "arm first" } {{change}} }, { "name": "first" } ]
        }
        """;

    /// <summary>Open questions, with all that is measured of them at the end.</summary>
    public static string Open(int steps) => $$"""
        {
          "arm": "open", "schema": 1, "task": { "name": "sibling-discovery", "options": { "parents": 2, "children": 4, "triples": 16 } },
          "objective": { "name": "next-token" }, "model": { "name": "gpt", "options": { "layers": 1, "heads": 1, "width": 16 } },
          "evaluation": { "every": 100, "examples": 30, "samples": 2, "temperature": 1, "sweep": true },
          "training": { "steps": {{steps}}, "batch": 4, "warmup": 5, "checkpointEvery": 50, "ema": 0.9 }
        }
        """;

    private static string Training(int steps, int checkpointEvery) =>
        $$"""{ "steps": {{steps}}, "batch": 4, "warmup": 5, "recordEvery": 1, "checkpointEvery": {{checkpointEvery}} }""";
}
