namespace TorchSharp;

/// <summary>The stack of dispose scopes of one thread.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? t_instance;

    internal static DisposeScopeManager ThreadSingleton => t_instance ??= new DisposeScopeManager();

    internal DisposeScope? CurrentDisposeScope { get; private set; }

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
