namespace LabPortal.Training.Objectives;

/// <summary>What the heads beyond the first do while an output is drawn.</summary>
public enum HeadDecoding
{
    /// <summary>Nothing.</summary>
    NextToken,

    /// <summary>They draft tokens, which the first then verifies together.</summary>
    SelfSpeculative,
}
