namespace LabPortal.Training.Options;

/// <summary>The options of a variant that has nothing to choose.</summary>
public sealed record NoOptions;
