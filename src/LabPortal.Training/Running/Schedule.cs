namespace LabPortal.Training.Running;

public enum Schedule
{
    Cosine,
    Constant,
}
