using LabPortal.Data.Artifacts;
using LabPortal.Data.Corpora;
using Microsoft.Extensions.Options;

namespace LabPortal.Web.Corpora;

/// <summary>The three ways for a text to come in: uploaded, from a folder of the server, from an address. Pages and API share it.</summary>
public sealed class CorpusIntake(CorpusStore store, CorpusFolders folders, CorpusDownload downloads, IOptions<CorpusOptions> options)
{
    private long Limit => options.Value.LimitBytes;

    /// <param name="length">In bytes, where it is known.</param>
    public async Task<CorpusAdded> UploadAsync(Stream content, long? length, string file, string by, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        // Some browsers send the path too.
        var name = file.Split('/', '\\')[^1];
        if (length > Limit) return CorpusStore.TooLarge(name, Limit);
        try
        {
            return await store.AddAsync(new ArrivingStream(content, progress), new NewCorpus(name, by, "uploaded"), Limit, cancel: cancel);
        }
        catch (BrokenOffException)
        {
            return CorpusAdded.No("text", $"{name} broke off before its end, and nothing of it was kept: add it again.");
        }
    }

    public async Task<CorpusAdded> FromPathAsync(string? path, string by, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(path)) return CorpusAdded.No("path", "No path is given: choose one of the listed files.");
        var (file, problem) = folders.Open(path);
        if (file is null) return CorpusAdded.No("path", problem!);
        await using (file)
            return await store.AddAsync(new ArrivingStream(file, progress), new NewCorpus(Path.GetFileName(path), by, Path.GetFullPath(path)), Limit, cancel: cancel);
    }

    /// <param name="name">What to call it; null for the last part of the address.</param>
    public async Task<CorpusAdded> FromUrlAsync(string? address, string? sha256, string? name, string by, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var (trimmed, hash) = (address?.Trim() ?? "", sha256?.Trim().ToLowerInvariant() ?? "");
        var problems = new List<CorpusRefusal>();
        if (CorpusDownload.Problem(trimmed) is { } problem) problems.Add(new("url", problem));
        if (!ArtifactStore.IsHash(hash)) problems.Add(new("sha256", "The SHA-256 has 64 hexadecimal digits: copy it from the publisher, or take it with sha256sum of a copy that you trust."));
        if (problems.Count > 0) return new(null, problems);
        if (await store.FindAsync(hash, cancel) is { } there) return CorpusStore.WasThere(there);
        var url = new Uri(trimmed);
        var added = new NewCorpus(string.IsNullOrWhiteSpace(name) ? NameOf(url) : name, by, url.GetLeftPart(UriPartial.Path));
        return await downloads.FetchAsync(url, async (content, length, limited) => length > Limit
            ? CorpusStore.TooLarge(added.Name, Limit)
            : await store.AddAsync(new ArrivingStream(content, progress), added, Limit, hash, limited), cancel);
    }

    private static string NameOf(Uri url) => Uri.UnescapeDataString(url.Segments[^1]).Trim('/') is { Length: > 0 } last ? last : url.Host;
}
