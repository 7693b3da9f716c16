namespace LabPortal.Training.Specs;

/// <summary>A spec that was read, or everything that is wrong with it.</summary>
public sealed record SpecResult<T>(T? Spec, IReadOnlyList<SpecError> Errors) where T : class
{
    public bool IsValid => Spec is not null && Errors.Count == 0;
}
