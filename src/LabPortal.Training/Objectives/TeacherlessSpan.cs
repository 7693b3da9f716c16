namespace LabPortal.Training.Objectives;

/// <summary>Which tokens of a dummy row count.</summary>
public enum TeacherlessSpan
{
    All,

    /// <summary>Without the first, which no dummy hides, and the last, which only ends the answer.</summary>
    Middle,
}
