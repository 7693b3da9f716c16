using LabPortal.Training.Specs;

namespace LabPortal.Training.Options;

/// <summary>Options whose fields must also fit each other.</summary>
public interface ICheckedOptions
{
    /// <summary>What does not fit; <see cref="SpecError.Field"/> is the option's JSON name. Called only when each field is valid alone.</summary>
    IEnumerable<SpecError> Check();
}
