using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LabPortal.Torch.Tests.Training;

public sealed class TrainingTests
{
    [Fact]
    public void Step_SmallClassifier_LearnsItsData()
    {
        torch.manual_seed(1);
        using var scope = NewDisposeScope();
        var x = randn(64, 4);
        var y = (x.sum(1) > 0).to(int64);
        using var model = Sequential(Linear(4, 32), GELU(), Linear(32, 2));
        using var optimizer = optim.AdamW(model.parameters(), lr: 1e-2);
        double first = 0, last = 0;
        for (var step = 0; step < 60; step++)
        {
            using var inner = NewDisposeScope();
            var loss = functional.cross_entropy(model.call(x), y);
            model.zero_grad();
            loss.backward();
            nn.utils.clip_grad_norm_(model.parameters(), 1.0);
            optimizer.step();
            last = loss.item<float>();
            if (step == 0) first = last;
        }

        Assert.InRange(first, 0.5, 1.0);
        Assert.InRange(last, 0, 0.2);
    }
}
