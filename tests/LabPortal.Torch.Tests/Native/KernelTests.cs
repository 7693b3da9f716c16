using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LabPortal.Torch.Tests.Native;

public sealed class KernelTests
{
    // The process itself only ever runs the best kernels of its processor; this program links those of all.
    [Fact]
    public void Kernels_OfEveryInstructionSet_MatchPlainLoops()
    {
        var folder = Path.GetDirectoryName(Here())!;
        var root = Path.GetFullPath(Path.Combine(folder, "../../.."));
        var native = Path.Combine(root, ".artifacts/obj/LabPortal.Torch/native");
        string[] objects = [.. new[] { "kernels_v2", "kernels_v3", "kernels_v4", "narrow" }.Select(name => Path.Combine(native, name + ".o"))];
        var program = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Run("g++", ["-std=c++17", "-O1", "-I", Path.Combine(root, "src/LabPortal.Torch/native/kernels"), Path.Combine(folder, "kernels_test.cpp"), .. objects, "-o", program]);
        Run(program, []);
        File.Delete(program);
    }

    private static void Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
