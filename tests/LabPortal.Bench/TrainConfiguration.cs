namespace LabPortal.Bench;

/// <summary>What is trained, how often, and what it is held to.</summary>
/// <param name="Steps">Measured in each round, after <paramref name="Warm"/> that are not.</param>
/// <param name="ShareBar">Least share of the machine's matrix rate.</param>
internal sealed record TrainConfiguration(string Name, GptSize Size, int Threads, int Steps, int Warm, double? ShareBar = null);
