namespace TorchSharp;

/// <summary>The stack of dispose scopes of one thread.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? t_instance;

    internal static DisposeScopeManager ThreadSingleton => t_instance ??= new DisposeScopeManager();

    // The set of the last scope that ended, for the next one: a training step fills one with hundreds of tensors.
    private HashSet<IDisposable>? _spare;

    internal DisposeScope? CurrentDisposeScope { get; private set; }

    internal HashSet<IDisposable> TakeSet()
    {
        var set = _spare ?? new HashSet<IDisposable>(ReferenceEqualityComparer.Instance);
        _spare = null;
        return set;
    }

    internal void GiveBack(HashSet<IDisposable> set)
    {
        set.Clear();
        _spare = set;
    }

    internal static DisposeScope? Register(torch.Tensor tensor)
    {
        var scope = t_instance?.CurrentDisposeScope;
        scope?.Disposables.Add(tensor);
        return scope;
    }

    internal static DisposeScope NewDisposeScope()
    {
        var manager = ThreadSingleton;
        return manager.CurrentDisposeScope = new DisposeScope(manager);
    }

    internal void RemoveDisposeScope(DisposeScope scope)
    {
        if (CurrentDisposeScope == scope)
        {
            CurrentDisposeScope = scope.OuterScope;
            return;
        }

        // Disposed out of order: take it out of the middle of the stack.
        for (var inner = CurrentDisposeScope; inner is not null; inner = inner.OuterScope)
            if (inner.OuterScope == scope) inner.OuterScope = scope.OuterScope;
    }
}
