using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using LabPortal.Torch.Safetensors;
using static TorchSharp.torch;

namespace LabPortal.Torch.Tests.Safetensors;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    private static Dictionary<string, Tensor> OneOfEach() => new()
    {
        ["f32"] = tensor(new[,] { { 1.5f, float.NaN, -0f }, { float.PositiveInfinity, 1e-40f, 2 } }),
        ["f64"] = tensor(new[] { Math.PI }),
        ["bf16"] = tensor(new[] { 1f, 3.140625f }).to(bfloat16),
        ["f16"] = tensor(new[] { 1f, 0.5f }).to(float16),
        ["i64"] = tensor(new long[] { long.MinValue, 7 }),
        ["i32"] = tensor(new[] { -3 }),
        ["u8"] = tensor(new byte[] { 255, 0, 1 }),
        ["bool"] = tensor(new[] { true, false, true }),
        ["scalar"] = tensor(2.5f),
        ["empty"] = zeros(0, 4),
        ["view"] = arange(6).to(float32).view(2, 3).t(),
    };

    [Fact]
    public void Tensors_SavedAndLoaded_AreTheSameBits()
    {
        var saved = OneOfEach();
        SafetensorsFile.Save(_path, saved, new Dictionary<string, string> { ["step"] = "12", ["note"] = "é \"q\"" });
        var loaded = SafetensorsFile.Load(_path);
        Assert.Equal(saved.Keys.Order(), loaded.Tensors.Keys.Order());
        foreach (var (name, tensor) in saved)
        {
            Assert.Equal(tensor.dtype, loaded.Tensors[name].dtype);
            Assert.Equal(tensor.shape, loaded.Tensors[name].shape);
            Assert.True(tensor.contiguous().bytes.SequenceEqual(loaded.Tensors[name].bytes), name);
        }

        Assert.Equal("12", loaded.Metadata["step"]);
        Assert.Equal("é \"q\"", loaded.Metadata["note"]);
    }

    // The file by the format's own description, without our reader.
    [Fact]
    public void File_ReadByHand_FollowsTheFormat()
    {
        SafetensorsFile.Save(_path, OneOfEach());
        var bytes = File.ReadAllBytes(_path);
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, (8 + length) % 8);
        var header = Encoding.UTF8.GetString(bytes, 8, length);
        Assert.StartsWith("{", header);
        using var json = JsonDocument.Parse(header);
        var end = 0L;
        foreach (var entry in json.RootElement.EnumerateObject())
        {
            var offsets = entry.Value.GetProperty("data_offsets").EnumerateArray().Select(o => o.GetInt64()).ToArray();
            Assert.Equal(end, offsets[0]);
            end = offsets[1];
            var width = entry.Value.GetProperty("dtype").GetString() switch { "F64" or "I64" => 8, "F32" or "I32" => 4, "F16" or "BF16" => 2, _ => 1 };
            Assert.Equal(0, offsets[0] % width);
        }

        Assert.Equal(bytes.Length, 8 + length + end);
        var view = json.RootElement.GetProperty("view");
        Assert.Equal("F32", view.GetProperty("dtype").GetString());
        Assert.Equal([3, 2], view.GetProperty("shape").EnumerateArray().Select(s => s.GetInt32()));
        var begin = 8 + length + view.GetProperty("data_offsets")[0].GetInt32();
        Assert.Equal([0f, 3, 1, 4, 2, 5], Enumerable.Range(0, 6).Select(i => BitConverter.ToSingle(bytes, begin + 4 * i)));
    }

    [Fact]
    public void File_OfTheSameTensors_IsTheSameBytes()
    {
        SafetensorsFile.Save(_path, OneOfEach());
        var first = File.ReadAllBytes(_path);
        SafetensorsFile.Save(_path, OneOfEach().Reverse().ToDictionary());
        Assert.Equal(first, File.ReadAllBytes(_path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(-1)]
    public void File_CutShort_IsRefused(int keep)
    {
        SafetensorsFile.Save(_path, OneOfEach());
        var bytes = File.ReadAllBytes(_path);
        File.WriteAllBytes(_path, bytes[..(keep < 0 ? bytes.Length - 1 : keep)]);
        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Load(_path));
        Assert.Contains("not a whole safetensors file", error.Message);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,-4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}x""")]
    [InlineData("""[1,2,3]""")]
    public void Header_ThatLies_IsRefused(string header)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + text.Length + 8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        text.CopyTo(bytes, 8);
        File.WriteAllBytes(_path, bytes);
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Load(_path));
    }

    [Fact]
    public void Tensor_OfAnotherType_IsRefusedBeforeAnythingIsLost() =>
        Assert.Throws<NotSupportedException>(() => SafetensorsFile.Save(_path, new Dictionary<string, Tensor> { ["a"] = zeros(1, dtype: int16) }));
}
