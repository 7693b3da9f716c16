namespace LabPortal.Web.Curves;

/// <summary>What a curve's horizontal axis counts.</summary>
public enum CurveAxis
{
    Step,
    Tokens,
    Examples,
    Flops,
    Seconds,
}
