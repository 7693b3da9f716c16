namespace LabPortal.Training.Studies;

/// <summary>How long and how large the studies on path-star graphs train; parts of a spec, as JSON.</summary>
internal sealed record PathStarBudget(string Model, string Training, string Evaluation)
{
    public static PathStarBudget Quick(int layers) => new(
        $$"""{ "name": "gpt", "options": { "layers": {{layers}}, "heads": 4, "width": 64, "scaledResidual": false } }""",
        """{ "steps": 3000, "batch": 128, "learningRate": 1e-3, "finalLearningRate": 1e-4, "warmup": 100, "decaySteps": 8000, "checkpointEvery": 500 }""",
        """{ "every": 250, "examples": 1000, "samples": 8 }""");

    public static readonly PathStarBudget Paper = new(
        """{ "name": "gpt", "options": { "layers": 6, "heads": 6, "width": 384, "positionStd": 1, "scaledResidual": false } }""",
        """{ "steps": 78125, "batch": 256, "learningRate": 1e-4, "schedule": "constant", "warmup": 100, "clip": 0, "checkpointEvery": 1000 }""",
        """{ "every": 781, "examples": 20000, "samples": 8 }""");
}
