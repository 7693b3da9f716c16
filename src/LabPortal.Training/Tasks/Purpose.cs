namespace LabPortal.Training.Tasks;

/// <summary>What a random stream is for: streams of different purposes never overlap. Values are stored in results; never reuse one.</summary>
public enum Purpose
{
    TrainingExample = 1,
    TrainingOrder = 2,
    HeldOut = 3,
    Initialisation = 4,
    Step = 5,
    Generation = 6,
    Transform = 7,
    Resampling = 8,
    SeedString = 9,
    TaskData = 10,
    Sweep = 11,
    Search = 12,
}
