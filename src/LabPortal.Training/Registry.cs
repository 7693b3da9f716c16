namespace LabPortal.Training;

/// <summary>The variants of one kind, in the order in which pages list them.</summary>
/// <param name="kind">The kind's noun, as users read it: "task", "objective".</param>
public sealed class Registry<T>(string kind, params Entry<T>[] entries) where T : class
{
    public string Kind { get; } = kind;

    public IReadOnlyList<Entry<T>> All { get; } = entries;

    public Entry<T>? Find(string name) => All.FirstOrDefault(entry => entry.Name == name);

    /// <summary>The sentence that answers an unknown name.</summary>
    public string Explain(string name) =>
        $"There is no {Kind} \"{name}\". There are: {string.Join(", ", All.Select(entry => entry.Name))}.";
}
