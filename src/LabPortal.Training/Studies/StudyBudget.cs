namespace LabPortal.Training.Studies;

/// <param name="Name">"quick" or "paper".</param>
/// <param name="Summary">What it runs, for a button's tooltip.</param>
public sealed record StudyBudget(string Name, string Summary);
