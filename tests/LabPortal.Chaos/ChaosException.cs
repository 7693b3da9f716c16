namespace LabPortal.Chaos;

/// <summary>Something besides the fault went wrong, so that nothing can be said of it.</summary>
internal sealed class ChaosException(string message) : Exception(message);
