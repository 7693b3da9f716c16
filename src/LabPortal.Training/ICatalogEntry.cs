namespace LabPortal.Training;

/// <summary>What a page needs to know of a variant: its stored name, its words and its options.</summary>
public interface ICatalogEntry
{
    /// <summary>Kebab-case; chosen once, never reused.</summary>
    string Name { get; }

    string Title { get; }

    string Summary { get; }

    Type OptionsType { get; }
}
