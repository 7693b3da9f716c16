namespace LabPortal.Data.Halving;

/// <summary>That an arm was stopped early, with the numbers that decided it.</summary>
public sealed class HalvingDecision
{
    private HalvingDecision() { }

    /// <param name="value">The arm's mean at the rung; NaN where it had none that is a number.</param>
    /// <param name="seeds">How many seeds it is the mean of.</param>
    /// <param name="cutOff">The value of the last arm that goes on.</param>
    /// <param name="kept">How many arms go on from the rung.</param>
    /// <param name="judged">How many had reached it.</param>
    public HalvingDecision(Guid experimentId, Guid armId, long rung, double value, int seeds, double cutOff, int kept, int judged, string reason, DateTime now)
    {
        (ExperimentId, ArmId, Rung, Value, Seeds) = (experimentId, armId, rung, double.IsNaN(value) ? null : value, seeds);
        (CutOff, Kept, Judged, Reason, At) = (cutOff, kept, judged, reason, now);
    }

    public Guid ExperimentId { get; private set; }
    public Guid ArmId { get; private set; }

    /// <summary>The step at which it was judged.</summary>
    public long Rung { get; private set; }

    /// <summary>Null where it was not a number.</summary>
    public double? Value { get; private set; }

    public int Seeds { get; private set; }
    public double CutOff { get; private set; }
    public int Kept { get; private set; }
    public int Judged { get; private set; }

    /// <summary>In words, as the cancelled runs show it.</summary>
    public string Reason { get; private set; } = "";

    public DateTime At { get; private set; }

    /// <summary>When the arm's runs had been asked to stop; what is queued again after that is left alone.</summary>
    public DateTime? CarriedOutAt { get; private set; }

    public void CarryOut(DateTime now) => CarriedOutAt = now;
}
