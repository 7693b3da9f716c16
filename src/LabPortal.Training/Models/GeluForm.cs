namespace LabPortal.Training.Models;

public enum GeluForm
{
    Tanh,
    Exact,
}
