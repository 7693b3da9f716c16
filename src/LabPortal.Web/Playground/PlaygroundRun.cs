using LabPortal.Training.Tasks;

namespace LabPortal.Web.Playground;

/// <summary>A run that can be asked.</summary>
/// <param name="Steps">Of its checkpoints, newest first.</param>
/// <param name="Examples">How many held-out examples it has.</param>
public sealed record PlaygroundRun(Guid Id, int Number, string Arm, long Seed, string Experiment, ITask? Task, int Examples, IReadOnlyList<long> Steps);
