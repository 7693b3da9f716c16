namespace LabPortal.Web.Studies;

/// <summary>How far a study's reproduction has come in this lab.</summary>
public enum StudyStanding
{
    NotRun,
    Running,

    /// <summary>Its runs are over, and some arm has no number.</summary>
    Unsettled,
    Reproduced,
    NotReproduced,
}
