namespace LabPortal.Training.Running;

public enum RunLogLevel
{
    Information,
    Warning,
    Error,
}
