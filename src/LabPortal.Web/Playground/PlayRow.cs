namespace LabPortal.Web.Playground;

/// <summary>Which of an answer's rows a token stands in.</summary>
public enum PlayRow
{
    Free,
    Forced,
}
