namespace LabPortal.Web.Samples;

/// <summary>A token, or a word of a text, and whether only one of two outputs has it.</summary>
public sealed record DiffPart(DiffKind Kind, string Text);
