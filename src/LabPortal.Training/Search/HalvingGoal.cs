namespace LabPortal.Training.Search;

public enum HalvingGoal
{
    Min,
    Max,
}
