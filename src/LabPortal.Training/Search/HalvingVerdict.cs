namespace LabPortal.Training.Search;

/// <summary>Why an arm goes on no further.</summary>
/// <param name="Arm">Its place among those that were judged.</param>
/// <param name="Rung">The rung's index.</param>
/// <param name="CutOff">The value of the last one that goes on there; it is strictly better.</param>
/// <param name="Kept">How many go on there.</param>
/// <param name="Judged">How many arms had reached the rung.</param>
public sealed record HalvingVerdict(int Arm, int Rung, double Value, double CutOff, int Kept, int Judged);
