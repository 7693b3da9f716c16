using System.Runtime.InteropServices;

namespace LabPortal.Torch.Interop;

/// <summary>
/// What the native libraries read from the environment, once, when they are loaded. Set with libc, because .NET's own
/// variables do not reach native code; what the user has set stays.
/// </summary>
internal static unsafe class NativeEnvironment
{
    // libgomp's threads otherwise spin long while they wait for each other, which on a machine that does anything else made
    // a training step of 50 ms take a second. Spinning some 50 µs spares them most of the sleeping in a step.
    internal static void LetIdleThreadsSleep()
    {
        Set("OMP_WAIT_POLICY\0"u8, "passive\0"u8);
        Set("GOMP_SPINCOUNT\0"u8, "5000\0"u8);
    }

    private static void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        fixed (byte* variable = name, text = value) _ = setenv(variable, text, 0);
    }

    [DllImport("libc")] private static extern int setenv(byte* name, byte* value, int overwrite);
}
