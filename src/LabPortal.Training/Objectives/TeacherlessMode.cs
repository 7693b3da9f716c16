namespace LabPortal.Training.Objectives;

public enum TeacherlessMode
{
    Pure,
    Mixed,
}
