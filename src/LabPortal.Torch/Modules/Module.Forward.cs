namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module that hooks can watch: before its forward, and after it.</summary>
        public abstract class HookableModule<TPreHook, TPostHook>(string name) : Module(name)
        {
            protected Dictionary<string, TPreHook> pre_hooks = [];
            protected Dictionary<string, TPostHook> post_hooks = [];

            public HookRemover register_forward_pre_hook(TPreHook hook)
            {
                var key = Guid.NewGuid().ToString();
                pre_hooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            public HookRemover register_forward_hook(TPostHook hook)
            {
                var key = Guid.NewGuid().ToString();
                post_hooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            public class HookRemover(HookableModule<TPreHook, TPostHook> module, string key)
            {
                public void remove()
                {
                    module.pre_hooks.Remove(key);
                    module.post_hooks.Remove(key);
                }
            }
        }

        public interface IModule<T, TResult>
        {
            TResult call(T input1);
        }

        public abstract class Module<T, TResult>(string name) :
            HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>(name), IModule<T, TResult>
        {
            public abstract TResult forward(T input);

            /// <summary>Runs the hooks and <see cref="forward"/>.</summary>
            public TResult call(T input)
            {
                if (pre_hooks.Count > 0)
                    foreach (var hook in pre_hooks.Values)
                        input = hook(this, input) ?? input;
                var result = forward(input);
                if (post_hooks.Count > 0)
                    foreach (var hook in post_hooks.Values)
                        result = hook(this, input, result) ?? result;
                return result;
            }
        }

        public interface IModule<T1, T2, TResult>
        {
            TResult call(T1 input1, T2 input2);
        }

        public abstract class Module<T1, T2, TResult>(string name) :
            HookableModule<Func<Module<T1, T2, TResult>, T1, T2, (T1, T2)?>, Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult>>(name), IModule<T1, T2, TResult>
        {
            public abstract TResult forward(T1 input1, T2 input2);

            /// <summary>Runs the hooks and <see cref="forward"/>.</summary>
            public TResult call(T1 input1, T2 input2)
            {
                if (pre_hooks.Count > 0)
                    foreach (var hook in pre_hooks.Values)
                        if (hook(this, input1, input2) is { } changed) (input1, input2) = changed;
                var result = forward(input1, input2);
                if (post_hooks.Count > 0)
                    foreach (var hook in post_hooks.Values)
                        result = hook(this, input1, input2, result) ?? result;
                return result;
            }
        }

        public interface IModule<T1, T2, T3, TResult>
        {
            TResult call(T1 input1, T2 input2, T3 input3);
        }

        public abstract class Module<T1, T2, T3, TResult>(string name) :
            HookableModule<Func<Module<T1, T2, T3, TResult>, T1, T2, T3, (T1, T2, T3)?>, Func<Module<T1, T2, T3, TResult>, T1, T2, T3, TResult, TResult>>(name), IModule<T1, T2, T3, TResult>
        {
            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            /// <summary>Runs the hooks and <see cref="forward"/>.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3)
            {
                if (pre_hooks.Count > 0)
                    foreach (var hook in pre_hooks.Values)
                        if (hook(this, input1, input2, input3) is { } changed) (input1, input2, input3) = changed;
                var result = forward(input1, input2, input3);
                if (post_hooks.Count > 0)
                    foreach (var hook in post_hooks.Values)
                        result = hook(this, input1, input2, input3, result) ?? result;
                return result;
            }
        }

        public interface IModule<T1, T2, T3, T4, TResult>
        {
            TResult call(T1 input1, T2 input2, T3 input3, T4 input4);
        }

        public abstract class Module<T1, T2, T3, T4, TResult>(string name) :
            HookableModule<Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, (T1, T2, T3, T4)?>, Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, TResult, TResult>>(name), IModule<T1, T2, T3, T4, TResult>
        {
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4);

            /// <summary>Runs the hooks and <see cref="forward"/>.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4)
            {
                if (pre_hooks.Count > 0)
                    foreach (var hook in pre_hooks.Values)
                        if (hook(this, input1, input2, input3, input4) is { } changed) (input1, input2, input3, input4) = changed;
                var result = forward(input1, input2, input3, input4);
                if (post_hooks.Count > 0)
                    foreach (var hook in post_hooks.Values)
                        result = hook(this, input1, input2, input3, input4, result) ?? result;
                return result;
            }
        }
    }
}
