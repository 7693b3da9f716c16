namespace LabPortal.Training.Options;

/// <summary>How an option is entered. <see cref="Corpus"/> is the SHA-256 of an uploaded text.</summary>
public enum OptionKind
{
    Integer,
    Number,
    Flag,
    Text,
    Choice,
    Corpus,
}
