namespace LabPortal.Bench;

internal static class BenchSpec
{
    /// <summary>The quick study's sizes.</summary>
    public static string Experiment(string name, int steps, string seeds) => $$"""
        {
          "schema": 1, "name": "{{name}}",
          "task": { "name": "path-star", "options": { "degree": 2, "pathLength": 3, "nodes": 10 } },
          "objective": { "name": "next-token" },
          "model": { "name": "gpt", "options": { "layers": 3, "heads": 4, "width": 64 } },
          "training": { "steps": {{steps}}, "batch": 128 },
          "evaluation": { "every": 250, "examples": 1000, "samples": 8 },
          "seeds": [{{seeds}}]
        }
        """;
}
