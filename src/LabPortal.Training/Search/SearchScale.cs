namespace LabPortal.Training.Search;

public enum SearchScale
{
    Linear,

    /// <summary>Every magnitude as likely as another.</summary>
    Log,
}
