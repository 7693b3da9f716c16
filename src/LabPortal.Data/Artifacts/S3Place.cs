using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace LabPortal.Data.Artifacts;

/// <summary>A bucket of Amazon S3, or of a server that speaks like it. What this machine has read or written it keeps in a cache.</summary>
internal sealed class S3Place : IArtifactPlace
{
    private const long CacheLimit = 20L << 30, PartSize = 16 << 20;
    private readonly S3Address _address;
    private readonly AmazonS3Client _client;
    private readonly ArtifactCache _cache;
    private readonly string _incoming;
    private readonly Staging _staging;

    /// <param name="folder">For the cache.</param>
    public S3Place(S3Address address, string folder, TimeProvider time)
    {
        // Checksums of every kind are Amazon's own; the content is checked against its name anyway.
        var config = new AmazonS3Config
        {
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = TimeSpan.FromMinutes(5),
        };
        if (address.Endpoint is { } endpoint)
            (config.ServiceURL, config.AuthenticationRegion, config.ForcePathStyle) = (endpoint.ToString(), address.Region, true);
        else
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(address.Region);
        _address = address;
        _client = new(config);
        _cache = new(Path.Combine(folder, "artifacts"), CacheLimit, time);
        _incoming = Path.Combine(folder, "incoming");
        _staging = new(_incoming);
    }

    public string Title => $"s3://{_address.Bucket}/{_address.Prefix}";

    public string NewFile() => _staging.NewFile();

    public async Task<string?> FindAsync(string hash, bool verified, CancellationToken cancel)
    {
        if (await _cache.FindAsync(hash, cancel) is { } copy) return copy;
        var part = NewFile();
        try
        {
            return await AskAsync(async () =>
            {
                using var answer = await _client.GetObjectAsync(_address.Bucket, Key(hash), cancel);
                return await ReadAsync(answer.ResponseStream, part, cancel) == hash ? _cache.Adopt(part, hash) : null;
            }, missing: null);
        }
        finally
        {
            File.Delete(part);
        }
    }

    public async Task<bool> SendAsync(StagedFile staged, CancellationToken cancel)
    {
        await AskAsync(async () =>
        {
            await (staged.Bytes <= PartSize ? SendWholeAsync(staged, cancel) : SendPartsAsync(staged, cancel));
            return true;
        }, missing: false, isMissing: _ => false);
        return true;
    }

    public async Task KeepAsync(StagedFile staged, CancellationToken cancel)
    {
        // Somebody may have dropped the same content since it was sent.
        if (await BytesAsync(staged.Hash, cancel) != staged.Bytes) await SendAsync(staged, cancel);
        _cache.Adopt(staged.Path, staged.Hash);
    }

    public async Task<long> DropAsync(string hash, CancellationToken cancel)
    {
        var bytes = await BytesAsync(hash, cancel);
        if (bytes is not null) await AskAsync(() => _client.DeleteObjectAsync(_address.Bucket, Key(hash), cancel), missing: null);
        _cache.Forget(hash);
        return bytes ?? 0;
    }

    public void Sweep() => Staging.Sweep(_incoming, TimeSpan.Zero);

    public async Task CheckAsync(CancellationToken cancel)
    {
        try
        {
            // Asks for what is not there: that it is not is the right answer, and a bucket that is not there gives another.
            await AskAsync(() => _client.GetObjectAsync(_address.Bucket, Key("none"), cancel), missing: null);
        }
        catch (IOException error)
        {
            throw new LabDataException(error.Message, error);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _staging.Dispose();
    }

    // Signed as a whole: not every server reads a body that is signed in chunks.
    private Task SendWholeAsync(StagedFile staged, CancellationToken cancel) => _client.PutObjectAsync(
        new() { BucketName = _address.Bucket, Key = Key(staged.Hash), FilePath = staged.Path, UseChunkEncoding = false }, cancel);

    private async Task SendPartsAsync(StagedFile staged, CancellationToken cancel)
    {
        var key = Key(staged.Hash);
        var upload = (await _client.InitiateMultipartUploadAsync(_address.Bucket, key, cancel)).UploadId;
        try
        {
            var parts = new List<PartETag>();
            for (var at = 0L; at < staged.Bytes; at += PartSize)
                parts.Add(new(await _client.UploadPartAsync(new()
                {
                    BucketName = _address.Bucket, Key = key, UploadId = upload, PartNumber = parts.Count + 1, FilePath = staged.Path,
                    FilePosition = at, PartSize = Math.Min(PartSize, staged.Bytes - at), UseChunkEncoding = false,
                }, cancel)));
            await _client.CompleteMultipartUploadAsync(new() { BucketName = _address.Bucket, Key = key, UploadId = upload, PartETags = parts }, cancel);
        }
        catch
        {
            // What was sent costs money until it is given up. Should that fail too, the bucket's own rules are left.
            await Task.WhenAny(_client.AbortMultipartUploadAsync(_address.Bucket, key, upload, CancellationToken.None));
            throw;
        }
    }

    private static async Task<string?> ReadAsync(Stream content, string path, CancellationToken cancel)
    {
        try
        {
            await using var file = File.Create(path);
            return (await ContentHash.CopyAsync(content, file, cancel: cancel)).Hash;
        }
        catch (AmazonClientException)
        {
            return null; // not what the server itself says that it has
        }
    }

    private string Key(string hash) => _address.Prefix + hash;

    private Task<long?> BytesAsync(string hash, CancellationToken cancel) =>
        AskAsync<long?>(async () => (await _client.GetObjectMetadataAsync(_address.Bucket, Key(hash), cancel)).ContentLength, missing: null);

    // What goes wrong over there is to whoever asked what a disk that fails would be.
    private async Task<T?> AskAsync<T>(Func<Task<T>> ask, T? missing, Func<AmazonS3Exception, bool>? isMissing = null)
    {
        try
        {
            return await ask();
        }
        catch (AmazonS3Exception none) when ((isMissing ?? IsNoKey)(none))
        {
            return missing;
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException or HttpRequestException or WebException)
        {
            throw new IOException(error.Message.Contains("credentials", StringComparison.Ordinal) && error is not AmazonServiceException
                ? $"The artifacts' place {Title} wants credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
                : $"The artifacts' place {Title} answers with an error ({error.Message.ReplaceLineEndings(" ")}): check its bucket, endpoint and credentials.", error);
        }
    }

    // A bucket that is not there is another matter.
    private static bool IsNoKey(AmazonS3Exception error) => error is { StatusCode: HttpStatusCode.NotFound } and not { ErrorCode: "NoSuchBucket" };
}
