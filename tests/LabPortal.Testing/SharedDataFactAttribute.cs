using Xunit;

namespace LabPortal.Testing;

/// <summary>A test on a real text or label file of the folder <c>shared/data</c> beside the checkout; reported as skipped where that is absent.</summary>
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string file)
    {
        if (SharedData.Find(file) is null)
            Skip = $"shared/data/{file} is not here.";
    }
}
