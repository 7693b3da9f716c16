using System.Runtime.InteropServices;

namespace LabPortal.Torch.Interop;

/// <summary>One entry of an index expression, as native/shapes.cpp takes it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Index
{
    internal long Kind;
    internal long Start, Stop, Step;
    internal long StartSet, StopSet;
    internal nint Tensor;
}
