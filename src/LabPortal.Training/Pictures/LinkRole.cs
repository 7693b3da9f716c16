namespace LabPortal.Training.Pictures;

/// <summary>Where a link of a picture comes from: the graph itself, the reference answer, or the model's output.</summary>
public enum LinkRole
{
    Given,
    True,
    Generated,
}
