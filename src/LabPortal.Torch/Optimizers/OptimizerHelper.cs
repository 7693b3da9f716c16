using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Groups of parameters, their options, and a state for each parameter.</summary>
public abstract class OptimizerHelper : Optimizer
{
    protected OptimizerOptions _defaults = null!;
    protected OrderedDict<nint, OptimizerState> _state = new();

    public virtual StateDictionary state_dict()
    {
        var result = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            result.Options.Add(group.Options);
            var indices = new List<int>();
            foreach (var parameter in group.Parameters)
            {
                indices.Add(result.State.Count);
                result.State.Add(_state[parameter.Handle]);
            }

            result.StateIndexRef.Add(indices);
        }

        return result;
    }

    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        if (state_dict.Options.Count != own.Options.Count) throw new ArgumentException("Invalid optimizer state -- different number of parameter groups.");
        if (state_dict.State.Count != own.State.Count) throw new ArgumentException("Invalid optimizer state -- different number of states.");
        for (var i = 0; i < own.Options.Count; i++)
            if (own.Options[i] != state_dict.Options[i]) own.Options[i].LoadStateDict(state_dict.Options[i]);
        for (var i = 0; i < own.State.Count; i++)
            if (own.State[i] != state_dict.State[i]) own.State[i].LoadStateDict(state_dict.State[i]);
    }

    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    public void save_state_dict(BinaryWriter writer)
    {
        var state = state_dict();
        writer.Write(GetType().Name);
        writer.Write(state.Options.Count);
        writer.Write(state.State.Count);
        foreach (var options in state.Options) options.SaveStateDict(writer);
        foreach (var parameterState in state.State) parameterState.SaveStateDict(writer);
    }

    public void load_state_dict(BinaryReader reader)
    {
        var name = reader.ReadString();
        if (name != GetType().Name) throw new InvalidDataException($"Mismatched optimizer type: expected '{GetType().Name}', but found '{name}' in the loaded stream.");
        var state = state_dict();
        if (reader.ReadInt32() != state.Options.Count) throw new ArgumentException("Invalid optimizer state -- different number of parameter groups.");
        if (reader.ReadInt32() != state.State.Count) throw new ArgumentException("Invalid optimizer state -- different number of states.");
        foreach (var options in state.Options) options.LoadStateDict(reader);
        foreach (var parameterState in state.State) parameterState.LoadStateDict(reader);
    }

    public void to(Device device)
    {
        foreach (var (_, state) in _state) state.to(device);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (var (_, state) in _state) (state as IDisposable)?.Dispose();
        base.Dispose(disposing);
    }

    // The loss of the closure, evaluated with gradients on, then one step of each group.
    private protected Tensor? Step(Func<Tensor>? closure, Action<ParamGroup> stepGroup)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using var tracked = enable_grad();
            loss = closure();
        }

        foreach (var group in _parameter_groups) stepGroup(group);
        return loss;
    }
}
