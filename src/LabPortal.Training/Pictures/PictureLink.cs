namespace LabPortal.Training.Pictures;

/// <summary>A link between two nodes of a picture, by their names.</summary>
public sealed record PictureLink(string From, string To, LinkRole Role);
