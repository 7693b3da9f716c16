namespace LabPortal.Web.Samples;

public enum DiffKind
{
    Same,
    Removed,
    Added,
}
