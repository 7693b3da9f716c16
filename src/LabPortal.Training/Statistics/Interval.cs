namespace LabPortal.Training.Statistics;

/// <summary>A 95 % confidence interval.</summary>
public readonly record struct Interval(double Low, double High)
{
    public const double Level = 0.95;
}
