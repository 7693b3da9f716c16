namespace LabPortal.Training.Running;

/// <summary>Of the factors of matrix products in training and evaluation.</summary>
public enum Precision
{
    Float32,
    Bfloat16,
}
