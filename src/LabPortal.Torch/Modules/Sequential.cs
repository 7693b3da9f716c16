using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules one after the other, each fed with the one before.</summary>
    public class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly List<nn.IModule<Tensor, Tensor>> _modules = [];

        protected internal Sequential(params nn.Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
        {
            foreach (var module in modules) append(module);
        }

        public Sequential append(nn.IModule<Tensor, Tensor> module) => append(_modules.Count.ToString(), module);

        public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
        {
            register_module(name, (nn.Module)module);
            _modules.Add(module);
            return this;
        }

        public int Count => _modules.Count;

        [System.Runtime.CompilerServices.IndexerName("SequentialItems")]
        public nn.IModule<Tensor, Tensor> this[int index] => _modules[index];

        public override Tensor forward(Tensor input)
        {
            if (_modules.Count == 0) return input.alias();
            var result = _modules[0].call(input);
            foreach (var module in _modules.Skip(1))
            {
                var next = module.call(result);
                result.Dispose();
                result = next;
            }

            return result;
        }
    }
}

namespace TorchSharp
{
    using TorchSharp.Modules;

    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential() => new();
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules);
            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new(modules.ToArray());
            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => Sequential((IEnumerable<(string, Module<Tensor, Tensor>)>)modules);

            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules)
            {
                var result = new Sequential();
                foreach (var (name, module) in modules) result.append(name, module);
                return result;
            }
        }
    }
}
