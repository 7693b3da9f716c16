namespace LabPortal.Data.Trash;

/// <param name="Id">Of the experiment, or of the run where there is a <paramref name="RunNumber"/>.</param>
/// <param name="Runs">How many of an experiment's.</param>
public sealed record TrashItem(Guid Id, int? RunNumber, string Name, int Version, int Runs, DateTime At, string By);
