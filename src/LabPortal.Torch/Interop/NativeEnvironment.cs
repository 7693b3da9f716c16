using System.Runtime.InteropServices;

namespace LabPortal.Torch.Interop;

/// <summary>
/// What the native libraries read from the environment, once, when they are loaded. Set with libc, because .NET's own
/// variables do not reach native code; what the user has set stays.
/// </summary>
internal static unsafe class NativeEnvironment
{
    // libgomp's threads otherwise spin while they wait for each other, which on a machine that does anything else made
    // a training step of 50 ms take a second.
    internal static void LetIdleThreadsSleep()
    {
        fixed (byte* name = "OMP_WAIT_POLICY\0"u8, value = "passive\0"u8) _ = setenv(name, value, 0);
    }

    [DllImport("libc")] private static extern int setenv(byte* name, byte* value, int overwrite);
}
