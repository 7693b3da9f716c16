using System.ComponentModel.DataAnnotations;

namespace LabPortal.Web.Corpora;

/// <summary>Where texts may come from. The section <c>CorpusOptions</c> of appsettings.json; an administrator's to change.</summary>
public sealed record CorpusOptions : IValidatableObject
{
    /// <summary>Folders of this machine, as full paths, whose files members may add.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>The most that a text may have.</summary>
    [Range(1, 1 << 20)]
    public int LimitMiB { get; init; } = 1024;

    /// <summary>How long a download may take in all.</summary>
    [Range(1, 86_400)]
    public int DownloadSeconds { get; init; } = 600;

    /// <summary>Whether downloads may come from this machine and its own network. Whoever may add texts can then read what the
    /// portal can reach there.</summary>
    public bool PrivateAddresses { get; init; }

    public long LimitBytes => (long)LimitMiB << 20;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Folders
        .Where(folder => !Path.IsPathFullyQualified(folder))
        .Select(folder => new ValidationResult($"CorpusOptions:Folders has \"{folder}\", which is no full path: write one such as /srv/texts.", [nameof(Folders)]));
}
