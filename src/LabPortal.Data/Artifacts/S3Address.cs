using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace LabPortal.Data.Artifacts;

/// <summary>A part of a bucket: <c>s3://bucket/prefix?endpoint=…&amp;region=…</c>.</summary>
/// <param name="Prefix">Empty, or ends in a slash.</param>
/// <param name="Endpoint">Of a server other than Amazon's.</param>
internal sealed partial record S3Address(string Bucket, string Prefix, Uri? Endpoint, string Region)
{
    public const string Scheme = "s3://";
    private const string Right = "write it as s3://bucket/prefix?endpoint=https://HOST&region=NAME";

    /// <exception cref="LabDataException">It cannot be read; the message says what is wrong.</exception>
    public static S3Address Parse(string text)
    {
        var (path, query) = text[Scheme.Length..].Split('?', 2) is [var left, var right] ? (left, QueryHelpers.ParseQuery(right)) : (text[Scheme.Length..], []);
        var (bucket, prefix) = path.Split('/', 2) is [var first, var rest] ? (first, rest.Trim('/')) : (path, "");
        if (!BucketName().IsMatch(bucket))
            throw new LabDataException($"The artifacts' place {text} names no bucket (3 to 63 lower-case letters, digits, dots and hyphens): {Right}.");
        if (query.Keys.FirstOrDefault(key => key is not ("endpoint" or "region")) is { } unknown)
            throw new LabDataException($"The artifacts' place {text} has \"{unknown}\", which is neither endpoint nor region: {Right}.");
        Uri? endpoint = null;
        if (query.TryGetValue("endpoint", out var server) && (!Uri.TryCreate(server, UriKind.Absolute, out endpoint) || endpoint.Scheme is not ("http" or "https")))
            throw new LabDataException($"The endpoint {server} of the artifacts' place is not an address: {Right}.");
        var region = query.TryGetValue("region", out var name) && name.ToString() is { Length: > 0 } given ? given : "us-east-1";
        return new(bucket, prefix.Length == 0 ? "" : prefix + "/", endpoint, region);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
    private static partial Regex BucketName();
}
