namespace LabPortal.Training.Running;

/// <summary>The learning rate of a step: linear warm-up, then a cosine or a constant (the forms of nanoGPT's training loop).</summary>
public static class LearningRate
{
    /// <param name="step">0-based. The first step already moves: lr · 1 / (warmup + 1).</param>
    public static double At(int step, TrainingOptions options)
    {
        if (step < options.Warmup)
            return options.LearningRate * (step + 1) / (options.Warmup + 1);
        if (options.Schedule == Schedule.Constant)
            return options.LearningRate;
        var end = options.DecaySteps == 0 ? options.Steps : options.DecaySteps;
        if (step >= end)
            return options.FinalLearningRate;
        var progress = (double)(step - options.Warmup) / (end - options.Warmup);
        return options.FinalLearningRate + 0.5 * (1 + Math.Cos(Math.PI * progress)) * (options.LearningRate - options.FinalLearningRate);
    }
}
