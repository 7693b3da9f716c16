using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Modules
{
    /// <summary>Modules by name, in the order they were added; they are registered when the dictionary itself is.</summary>
    public class ModuleDict<T>() : torch.nn.Module(nameof(ModuleDict<T>)) where T : torch.nn.Module
    {
        private readonly Utils.OrderedDict<string, T> _modules = new();
        private bool _registered;

        protected override void RegisterComponents()
        {
            if (_registered) return;
            foreach (var (name, module) in _modules) register_module(name, module);
            _registered = true;
        }

        public T this[string key]
        {
            get => _modules[key];
            set => _modules[key] = value;
        }

        public int Count => _modules.Count;
        public IEnumerable<string> keys() => _modules.Select(entry => entry.Item1);
        public IEnumerable<T> values() => _modules.Select(entry => entry.Item2);
        public IEnumerator<(string, T)> items() => _modules.GetEnumerator();
        public IEnumerator<(string, T)> GetEnumerator() => _modules.GetEnumerator();
        public void Add((string, T) item) => _modules.Add(item.Item1, item.Item2);
        public void Add(string key, T value) => _modules.Add(key, value);
        public bool ContainsKey(string key) => _modules.ContainsKey(key);
        public bool Remove(string key) => _modules.Remove(key);
        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _modules.TryGetValue(key, out value);
        public void clear() => _modules.clear();
    }
}

namespace TorchSharp
{
    using TorchSharp.Modules;

    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => ModuleDict<Module>(modules);

            public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module
            {
                var result = new ModuleDict<T>();
                foreach (var module in modules) result.Add(module);
                return result;
            }
        }
    }
}
