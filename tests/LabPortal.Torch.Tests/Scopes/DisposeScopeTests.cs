using static TorchSharp.torch;

namespace LabPortal.Torch.Tests.Scopes;

public sealed class DisposeScopeTests
{
    [Fact]
    public void Scope_Ended_FreesWhatWasMadeInIt()
    {
        var outside = ones(2);
        Tensor inside;
        using (var scope = NewDisposeScope())
        {
            inside = outside * 2 + 1;
            Assert.Equal(2, scope.DisposablesCount);
            Assert.True(scope.Contains(inside));
        }

        Assert.True(inside.IsInvalid);
        Assert.False(outside.IsInvalid);
    }

    [Fact]
    public void Tensor_MovedToOuter_LivesUntilTheOuterEnds()
    {
        Tensor kept, detached;
        using (var outer = NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                kept = ones(1).MoveToOuterDisposeScope();
                detached = ones(1).DetachFromDisposeScope();
                Assert.Equal(0, outer.DisposablesCount - 1);
            }

            Assert.False(kept.IsInvalid);
        }

        Assert.True(kept.IsInvalid);
        Assert.False(detached.IsInvalid);
        detached.Dispose();
    }

    [Fact]
    public void Scope_MoveToOuterOfTheOutermost_Detaches()
    {
        Tensor kept;
        using (var scope = NewDisposeScope()) kept = scope.MoveToOuter(ones(1));
        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void Scope_DisposeEverythingBut_KeepsTheNamed()
    {
        using var scope = NewDisposeScope();
        var (a, b, c) = (ones(1), ones(1), ones(1));
        scope.DisposeEverythingBut(b);
        Assert.True(a.IsInvalid && c.IsInvalid);
        Assert.False(b.IsInvalid);
        scope.Attach(ones(1).DetachFromDisposeScope());
        Assert.Equal(2, scope.DisposablesCount);
    }

    [Fact]
    public void Tensor_DisposedInItsScope_LeavesIt()
    {
        using var scope = NewDisposeScope();
        ones(1).Dispose();
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Scopes_OfTwoThreads_AreApart()
    {
        using var scope = NewDisposeScope();
        Tensor? other = null;
        var thread = new Thread(() => other = ones(1));
        thread.Start();
        thread.Join();
        Assert.Equal(0, scope.DisposablesCount);
        other!.Dispose();
    }

    [Fact]
    public void Wrapped_Expression_LeavesOnlyItsResult()
    {
        using var scope = NewDisposeScope();
        var result = WrappedTensorDisposeScope(() => (ones(2) + 1) * 3);
        Assert.Equal(1, scope.DisposablesCount);
        Assert.Equal([6f, 6], result.data<float>().ToArray());
    }

    [Fact]
    public void Parameter_MadeInAScope_StaysInItUnlessItsModuleTakesIt()
    {
        using var scope = NewDisposeScope();
        var parameter = nn.Parameter(ones(2));
        Assert.True(scope.Contains(parameter));
        Assert.Equal(1, scope.DisposablesCount);
        using var linear = nn.Linear(2, 2);
        Assert.Equal(1, scope.DisposablesCount);
    }
}
