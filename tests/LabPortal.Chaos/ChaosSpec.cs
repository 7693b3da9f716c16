namespace LabPortal.Chaos;

/// <summary>Runs of some seconds: a real task, objective and network, only very small, with a checkpoint every few steps.</summary>
internal static class ChaosSpec
{
    public static string Of(int steps, int checkpointEvery) => $$"""
        {
          "arm": "next-token", "schema": 1, "task": { "name": "path-star", "options": { "degree": 2, "pathLength": 3, "nodes": 10 } },
          "objective": { "name": "next-token" }, "model": { "name": "gpt", "options": { "layers": 1, "heads": 1, "width": 16 } },
          "evaluation": { "every": {{checkpointEvery * 2}}, "examples": 20, "samples": 2 },
          "training": { "steps": {{steps}}, "batch": 4, "warmup": 5, "recordEvery": 1, "checkpointEvery": {{checkpointEvery}} }
        }
        """;
}
