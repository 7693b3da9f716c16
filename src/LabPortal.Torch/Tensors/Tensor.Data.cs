using LabPortal.Torch.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>The elements, for reading and writing in host memory (a copy where the tensor is elsewhere).</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            ValidateType(typeof(T));
            return new TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        /// <summary>The only element of a one-element tensor.</summary>
        public T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1) throw new ArgumentException("Number of elements in the tensor must be 1");
            if (device_type != DeviceType.CPU)
            {
                using var host = cpu();
                return host.item<T>();
            }

            ValidateType(typeof(T));
            var value = *(T*)Pointer();
            GC.KeepAlive(this);
            return value;
        }

        /// <summary>The memory of a contiguous tensor on the CPU.</summary>
        public Span<byte> bytes
        {
            get
            {
                if (device_type != DeviceType.CPU) throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
                if (!is_contiguous()) throw new NotImplementedException("Bytes() called on non-contiguous tensor.");
                var length = checked((int)(NumberOfElements * ElementSize));
                return length == 0 ? [] : new Span<byte>(Pointer(), length);
            }
            set => value.CopyTo(bytes);
        }

        /// <summary>Writes the memory of a contiguous tensor on the CPU, however large.</summary>
        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            foreach (var (start, length) in Parts()) stream.Write(new ReadOnlySpan<byte>((byte*)Pointer() + start, length));
        }

        /// <summary>Fills the memory of a contiguous tensor on the CPU, however large.</summary>
        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            foreach (var (start, length) in Parts()) stream.ReadExactly(new Span<byte>((byte*)Pointer() + start, length));
        }

        // A span holds at most 2 GB.
        private IEnumerable<(long Start, int Length)> Parts()
        {
            if (device_type != DeviceType.CPU || !is_contiguous()) throw new InvalidOperationException("Only the bytes of a contiguous tensor on the CPU can be read and written.");
            var total = NumberOfElements * ElementSize;
            for (var start = 0L; start < total; start += 1 << 28) yield return (start, (int)Math.Min(1 << 28, total - start));
        }

        internal void* Pointer()
        {
            var data = Native.lp_data(Handle);
            if (data == null && NumberOfElements > 0) Native.Throw();
            return data;
        }

        internal void ValidateType(Type dotnetType)
        {
            if (ToScalarType(dotnetType) != dtype) throw new ArgumentException($"{dotnetType.Name} is not compatible with {dtype}");
        }

        public static explicit operator float(Tensor value) => value.ToSingle();
        public static explicit operator double(Tensor value) => value.ToDouble();
        public static explicit operator byte(Tensor value) => value.ToByte();
        public static explicit operator short(Tensor value) => value.ToInt16();
        public static explicit operator int(Tensor value) => value.ToInt32();
        public static explicit operator long(Tensor value) => value.ToInt64();
        public static explicit operator bool(Tensor value) => value.ToBoolean();

        public static implicit operator Tensor(byte value) => tensor(value);
        public static implicit operator Tensor(int value) => tensor(value);
        public static implicit operator Tensor(long value) => tensor(value);
        public static implicit operator Tensor(float value) => tensor(value);
        public static implicit operator Tensor(double value) => tensor(value);
        public static implicit operator Tensor(bool value) => tensor(value);
        public static implicit operator Tensor(byte[] value) => tensor(value);
        public static implicit operator Tensor(int[] value) => tensor(value);
        public static implicit operator Tensor(long[] value) => tensor(value);
        public static implicit operator Tensor(float[] value) => tensor(value);
        public static implicit operator Tensor(double[] value) => tensor(value);
        public static implicit operator Tensor(bool[] value) => tensor(value);
        public static implicit operator Tensor(Scalar scalar) => full(ReadOnlySpan<long>.Empty, scalar, scalar.Type);
    }
}
