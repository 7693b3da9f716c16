using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // What a module holds, by name: parameters, buffers, sub-modules, and all of it as a dictionary.
        public partial class Module
        {
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<nint> { 0 };
                foreach (var (name, parameter) in _internal_params)
                    if (seen.Add(parameter.handle)) yield return (name, parameter);
                if (!recurse) yield break;
                foreach (var (childName, child) in named_children())
                    foreach (var (name, parameter) in child.named_parameters())
                        if (seen.Add(parameter.handle)) yield return ($"{childName}.{name}", parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(np => np.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<nint> { 0 };
                foreach (var (name, (buffer, persistent)) in _internal_buffers)
                    if ((persistent || include_nonpersistent) && seen.Add(buffer.handle)) yield return (name, buffer);
                if (!recurse) yield break;
                foreach (var (childName, child) in named_children())
                    foreach (var (name, buffer) in child.named_buffers(true, include_nonpersistent))
                        if (seen.Add(buffer.handle)) yield return ($"{childName}.{name}", buffer);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(nb => nb.buffer);

            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            public virtual IEnumerable<Module> children() => named_children().Select(nm => nm.module);

            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in named_children()) yield return child;
                foreach (var (childName, child) in named_children())
                    foreach (var (name, module) in child.named_modules()) yield return ($"{childName}.{name}", module);
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(nm => nm.module);

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual Parameter? get_parameter(string target) =>
                named_parameters().Where(np => np.name == target).Select(np => np.parameter).FirstOrDefault();

            public virtual Tensor? get_buffer(string target) =>
                named_buffers().Where(nb => nb.name == target).Select(nb => nb.buffer).FirstOrDefault();

            /// <summary>The parameters and persistent buffers themselves (not copies) by name.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                string Key(string name) => string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}";
                foreach (var (name, parameter) in named_parameters()) destination.TryAdd(Key(name), parameter);
                foreach (var (name, buffer) in named_buffers(include_nonpersistent: false)) destination.TryAdd(Key(name), buffer);
                foreach (var (name, child) in named_children()) child.state_dict(destination, Key(name));
                return destination;
            }

            /// <summary>Copies values in by name; with <paramref name="strict"/>, the names must be exactly the module's.</summary>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var destination = state_dict();
                var wanted = source.Keys.Where(key => skip is null || !skip.Contains(key)).ToList();
                var unexpected = wanted.Where(key => !destination.ContainsKey(key)).ToList();
                var missing = destination.Keys.Where(key => (skip is null || !skip.Contains(key)) && !source.ContainsKey(key)).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException(
                        $"The loaded state_dict is not identical to the target dictionary. Missing: {Few(missing)}. Unexpected: {Few(unexpected)}.");

                using var frozen = no_grad();
                foreach (var key in wanted)
                    if (destination.TryGetValue(key, out var tensor)) tensor.copy_(source[key]);
                return (missing, unexpected);

                static string Few(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names.Take(5)) + (names.Count > 5 ? ", …" : "");
            }
        }
    }
}
