using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;

namespace LabPortal.Training.Running;

public sealed record TrainingOptions : ICheckedOptions
{
    [Range(1, 100_000_000), Display(Name = "Steps"), Unit("steps")]
    public int Steps { get; init; } = 2000;

    [Range(1, 65536), Display(Name = "Batch"), Unit("examples")]
    public int Batch { get; init; } = 64;

    [Range(1, 65536), Display(Name = "Micro-batches", Description = "Parts of a batch that are computed one after another: the same step in less memory. Must divide the batch."), Unit("per step")]
    public int Accumulate { get; init; } = 1;

    [Range(0.0, 10.0), Display(Name = "Learning rate", Description = "AdamW's, after the warm-up.")]
    public double LearningRate { get; init; } = 1e-3;

    [Display(Name = "Schedule", Description = "What follows the warm-up.")]
    public Schedule Schedule { get; init; } = Schedule.Cosine;

    [Range(0.0, 10.0), Display(Name = "Final learning rate", Description = "Where the cosine ends.")]
    public double FinalLearningRate { get; init; } = 1e-4;

    [Range(0, 100_000_000), Display(Name = "Decay over", Description = "Step at which the cosine ends; 0 = the last step."), Unit("steps")]
    public int DecaySteps { get; init; }

    [Range(0, 10_000_000), Display(Name = "Warm-up"), Unit("steps")]
    public int Warmup { get; init; } = 100;

    [Range(0.0, 10.0), Display(Name = "Weight decay", Description = "On matrices only; not on biases and norms.")]
    public double WeightDecay { get; init; }

    [Range(0.0, 0.99999), Display(Name = "Beta 1")]
    public double Beta1 { get; init; } = 0.9;

    [Range(0.0, 0.999999), Display(Name = "Beta 2")]
    public double Beta2 { get; init; } = 0.999;

    [Range(0.0, 1000.0), Display(Name = "Gradient clip", Description = "Largest gradient norm; 0 = no clipping.")]
    public double Clip { get; init; } = 1;

    [AddedLater, Range(0.0, 0.999999), Display(Name = "Averaged weights", Description = "Decay of an exponential moving average of the weights; evaluation, samples and checkpoints use it, training goes on with the weights themselves. 0 = no average; the diffusion papers take 0.9999.")]
    public double Ema { get; init; }

    [Range(1, 1_000_000), Display(Name = "Record every"), Unit("steps")]
    public int RecordEvery { get; init; } = 10;

    [Range(0, 100_000_000), Display(Name = "Checkpoint every", Description = "0 = only at the end."), Unit("steps")]
    public int CheckpointEvery { get; init; } = 500;

    [Display(Name = "Precision", Description = "bfloat16 rounds the factors of matrix products; weights, sums and the optimizer stay float32. On a CPU it needs AVX-512 BF16.")]
    public Precision Precision { get; init; } = Precision.Float32;

    [Display(Name = "Device", Description = "Where the run trains: a worker with such a slot takes it.")]
    public DeviceKind Device { get; init; } = DeviceKind.Cpu;

    [AddedLater, Range(0, 525_600), Display(Name = "Longest time", Description = "A run that has trained for longer, over all its attempts, fails. 0 = no limit."), Unit("minutes")]
    public int MaxMinutes { get; init; }

    [AddedLater, Display(Name = "Start from", Description = "The last checkpoint of another run, its weights only: \"run 12\", or \"arm NAME\" for an arm of this experiment, each seed from its own. Empty = random weights.")]
    public string From { get; init; } = "";

    public IEnumerable<SpecError> Check()
    {
        if (Batch % Accumulate != 0)
            yield return new SpecError("accumulate", $"{Accumulate} micro-batches do not divide a batch of {Batch}. {Nearest()} would.");
        if (Schedule == Schedule.Cosine && FinalLearningRate > LearningRate)
            yield return new SpecError("finalLearningRate", $"{FinalLearningRate} is above the learning rate of {LearningRate}: a cosine only falls.");
        if (From.Length > 0 && StartPoint.Read(From) is null)
            yield return new SpecError("from", $"\"{From}\" names no start. Write \"run 12\" for a run of the lab, or \"arm NAME\" for an arm of this experiment.");
    }

    private int Nearest() => Enumerable.Range(1, Batch).Where(parts => Batch % parts == 0).MinBy(parts => Math.Abs(parts - Accumulate));
}
