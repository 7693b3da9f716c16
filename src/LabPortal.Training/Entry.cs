namespace LabPortal.Training;

/// <summary>One line of the <see cref="Catalog"/>.</summary>
public sealed record Entry<T>(string Name, string Title, string Summary, Type OptionsType, Func<object, T> Create) : ICatalogEntry
{
    public static Entry<T> Of<TOptions>(string name, string title, string summary, Func<TOptions, T> create) =>
        new(name, title, summary, typeof(TOptions), options => create((TOptions)options));
}
