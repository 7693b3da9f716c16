namespace LabPortal.Web.Curves;

/// <summary>Exponential moving average without the pull of its start: each value is the mean of all up to it, weighted by
/// weight^age.</summary>
public static class Smoothing
{
    /// <summary>A gap stays one, and the average goes on behind it.</summary>
    public static double[] Smooth(IReadOnlyList<double> values, double weight)
    {
        var smooth = new double[values.Count];
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < smooth.Length; i++)
        {
            if (double.IsFinite(values[i]))
                (sum, total) = (weight * sum + values[i], weight * total + 1);
            smooth[i] = double.IsFinite(values[i]) ? sum / total : double.NaN;
        }
        return smooth;
    }
}
