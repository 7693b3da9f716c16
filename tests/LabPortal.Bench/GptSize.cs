using LabPortal.Training.Specs;

namespace LabPortal.Bench;

/// <summary>A GPT on text, in the sizes that our spec and the peer's command line share.</summary>
internal sealed record GptSize(int Layers, int Heads, int Width, int Block, int Batch)
{
    public int TokensPerStep => Batch * Block;

    /// <summary>For the peer's script.</summary>
    public string[] Arguments => Peer.Arguments(
        ("layers", Layers), ("heads", Heads), ("width", Width), ("block", Block), ("batch", Batch), ("vocabulary", MadeUpText.Symbols));

    /// <summary>Floating-point operations of a step, all of attention included.</summary>
    public double StepFlops(string corpus) => SpecEstimate.Of(RunSpec.ParseRun(Spec(corpus, 1)).Spec!, MadeUpText.Symbols, 1).FlopsPerStep;

    /// <summary>One arm that trains it as the peer does: no biases, the exact GELU, weight decay, every step recorded.</summary>
    public string Spec(string corpus, int steps) => $$"""
        {
          "schema": 1, "arm": "bench",
          "task": { "name": "char-text", "options": { "corpus": "{{corpus}}", "block": {{Block}} } },
          "objective": { "name": "next-token" },
          "model": { "name": "gpt", "options": { "layers": {{Layers}}, "heads": {{Heads}}, "width": {{Width}}, "bias": false, "gelu": "exact" } },
          "training": { "steps": {{steps}}, "batch": {{Batch}}, "weightDecay": 0.1, "beta2": 0.99, "recordEvery": 1, "checkpointEvery": 0 },
          "evaluation": { "every": 100000000, "examples": 1, "samples": 0 }
        }
        """;
}
