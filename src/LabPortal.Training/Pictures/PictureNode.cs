namespace LabPortal.Training.Pictures;

/// <summary>A node where the task places it; 1 is the distance of neighbours, x grows to the right and y downwards.</summary>
public sealed record PictureNode(string Name, double X, double Y, NodeRole Role = NodeRole.Plain);
