using System.Diagnostics;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LabPortal.Torch.Tests.Scopes;

/// <summary>Alone, so that no other test's memory is counted.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryTests
{
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    [Fact]
    public void TrainingSteps_TenThousand_LeaveResidentMemoryFlat()
    {
        manual_seed(0);
        using var model = Sequential(Linear(16, 64), GELU(), LayerNorm(64), Linear(64, 8));
        using var optimizer = optim.AdamW(model.parameters(), lr: 1e-3);
        using var x = randn(32, 16);
        using var y = randint(8, [32]);

        void Train(int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                using var scope = NewDisposeScope();
                model.zero_grad();
                functional.cross_entropy(model.call(x), y).backward();
                nn.utils.clip_grad_norm_(model.parameters(), 1);
                optimizer.step();
            }
        }

        static long Resident()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            return process.WorkingSet64;
        }

        Train(2_000);
        var (memory, handles) = (Resident(), Tensor.TotalCount);
        Train(10_000);
        var change = (Resident() - memory) / (double)memory;
        Assert.Equal(handles, Tensor.TotalCount);
        Assert.InRange(change, -0.05, 0.05);
    }

    [Fact]
    public void Tensors_Forgotten_AreFreedByTheCollector()
    {
        var before = Tensor.TotalCount;
        Forget();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.InRange(Tensor.TotalCount, 0, before);

        static void Forget()
        {
            for (var i = 0; i < 1000; i++) _ = ones(10) + 1;
        }
    }
}
