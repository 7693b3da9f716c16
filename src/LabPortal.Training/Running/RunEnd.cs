namespace LabPortal.Training.Running;

public enum RunEnd
{
    Completed,
    Cancelled,
    Failed,
}
