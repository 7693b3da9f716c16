namespace LabPortal.Training;

/// <summary>Training cannot start or go on; the message says what is wrong and what to change, for the run's page.</summary>
public sealed class TrainingException(string message) : Exception(message);
