using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace LabPortal.Torch.Safetensors;

/// <summary>Tensors by name and what was written beside them.</summary>
public sealed record SafetensorsContent(IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata);

/// <summary>
/// The safetensors format: 8 bytes with the header's length (little-endian), a JSON header that gives each tensor's
/// type, shape and place, then the tensors' bytes without gaps (https://huggingface.co/docs/safetensors).
/// </summary>
public static class SafetensorsFile
{
    private const int BufferSize = 1 << 20;
    private const int LongestHeader = 100_000_000; // the format's own limit

    private static readonly Dictionary<ScalarType, string> s_names = new()
    {
        [ScalarType.Float64] = "F64", [ScalarType.Float32] = "F32", [ScalarType.Float16] = "F16", [ScalarType.BFloat16] = "BF16",
        [ScalarType.Int64] = "I64", [ScalarType.Int32] = "I32", [ScalarType.Byte] = "U8", [ScalarType.Bool] = "BOOL",
    };

    private static readonly Dictionary<string, ScalarType> s_types = s_names.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Writes straight to <paramref name="path"/>, tensors sorted by name; writing to a temporary name and renaming is the caller's affair.</summary>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        // Wider types first keeps every tensor aligned to its own element size.
        var ordered = tensors.OrderByDescending(t => t.Value.ElementSize).ThenBy(t => t.Key, StringComparer.Ordinal).ToList();
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize);
        var header = Header(ordered, metadata);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        file.Write(length);
        file.Write(header);
        foreach (var (_, tensor) in ordered)
        {
            using var detached = tensor.detach();
            using var host = detached.cpu();
            using var flat = host.contiguous();
            flat.WriteBytesToStream(file, BufferSize);
        }
    }

    /// <summary>Reads all tensors, detached from any dispose scope. Throws <see cref="InvalidDataException"/> for a file that is torn or not safetensors.</summary>
    public static SafetensorsContent Load(string path, Device? device = null)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
        var (entries, metadata, start) = ReadHeader(file, path);
        var tensors = new Dictionary<string, Tensor>();
        try
        {
            foreach (var entry in entries)
            {
                file.Position = start + entry.Begin;
                var tensor = empty(entry.Shape, entry.Type).DetachFromDisposeScope();
                tensors.Add(entry.Name, tensor);
                tensor.ReadBytesFromStream(file, BufferSize);
                if (device is not null && device.type != DeviceType.CPU)
                    tensors[entry.Name] = tensor.to(device, disposeAfter: true).DetachFromDisposeScope();
            }
        }
        catch
        {
            foreach (var tensor in tensors.Values) tensor.Dispose();
            throw;
        }

        return new SafetensorsContent(tensors, metadata);
    }

    private static byte[] Header(List<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(key, value);
                json.WriteEndObject();
            }

            var offset = 0L;
            foreach (var (name, tensor) in tensors)
            {
                if (!s_names.TryGetValue(tensor.dtype, out var type)) throw new NotSupportedException($"Tensor '{name}' of type {tensor.dtype} cannot be stored.");
                json.WriteStartObject(name);
                json.WriteString("dtype", type);
                json.WriteStartArray("shape");
                foreach (var size in tensor.shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.numel() * tensor.ElementSize);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        var padding = (8 - (int)(stream.Length % 8)) % 8;
        stream.Write(Encoding.ASCII.GetBytes(new string(' ', padding)));
        return stream.ToArray();
    }

    private sealed record Entry(string Name, ScalarType Type, long[] Shape, long Begin, long End);

    private static (List<Entry> Entries, Dictionary<string, string> Metadata, long Start) ReadHeader(FileStream file, string path)
    {
        Span<byte> length = stackalloc byte[8];
        if (file.Length < 8) throw Torn(path, "it is shorter than 8 bytes");
        file.ReadExactly(length);
        var size = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (size is < 2 or > LongestHeader || size > file.Length - 8) throw Torn(path, $"it claims a header of {size} bytes and holds {file.Length}");
        var header = new byte[size];
        file.ReadExactly(header);

        var entries = new List<Entry>();
        var metadata = new Dictionary<string, string>();
        try
        {
            using var json = JsonDocument.Parse(header);
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__")
                    foreach (var item in property.Value.EnumerateObject()) metadata[item.Name] = item.Value.GetString() ?? "";
                else
                    entries.Add(ReadEntry(property));
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Torn(path, $"its header is damaged ({e.Message})");
        }

        Validate(entries, file.Length - 8 - size, path);
        return (entries, metadata, 8 + size);
    }

    private static Entry ReadEntry(JsonProperty property)
    {
        var type = property.Value.GetProperty("dtype").GetString() ?? "";
        if (!s_types.TryGetValue(type, out var scalarType)) throw new FormatException($"tensor '{property.Name}' has the unknown type '{type}'");
        var shape = property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        var offsets = property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
        if (offsets.Length != 2) throw new FormatException($"tensor '{property.Name}' has {offsets.Length} offsets");
        return new Entry(property.Name, scalarType, shape, offsets[0], offsets[1]);
    }

    // The tensors must fill the rest of the file exactly, one after the other.
    private static void Validate(List<Entry> entries, long room, string path)
    {
        var expected = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != expected || entry.End < entry.Begin) throw Torn(path, $"tensor '{entry.Name}' lies at {entry.Begin} to {entry.End} where {expected} was expected");
            if (Bytes(entry) is not { } bytes || entry.End - entry.Begin != bytes) throw Torn(path, $"tensor '{entry.Name}' of shape [{string.Join(", ", entry.Shape)}] has {entry.End - entry.Begin} bytes");
            expected = entry.End;
        }

        if (expected != room) throw Torn(path, $"its tensors take {expected} bytes and {room} are there");
    }

    // Null where the shape is negative or does not fit a file.
    private static long? Bytes(Entry entry)
    {
        long elementSize = entry.Type switch
        {
            ScalarType.Float64 or ScalarType.Int64 => 8,
            ScalarType.Float32 or ScalarType.Int32 => 4,
            ScalarType.Float16 or ScalarType.BFloat16 => 2,
            _ => 1,
        };
        var product = (Int128)elementSize;
        foreach (var size in entry.Shape)
        {
            if (size < 0 || (product *= size) > long.MaxValue) return null;
        }

        return (long)product;
    }

    private static InvalidDataException Torn(string path, string why) =>
        new($"{Path.GetFileName(path)} is not a whole safetensors file: {why}.");
}
