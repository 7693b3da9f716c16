namespace LabPortal.Training.Pictures;

public enum NodeRole
{
    Plain,
    Start,
    Goal,
}
