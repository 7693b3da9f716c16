namespace LabPortal.Training.Options;

/// <summary>Marks a text option that holds the SHA-256 of a corpus.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CorpusAttribute : Attribute;
