using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LabPortal.Training.Running;

/// <summary>AdamW with weight decay on matrices only, and its state by the names of the parameters.</summary>
internal sealed class AdamWGroups : IDisposable
{
    private readonly AdamW _optimizer;
    private readonly (string Name, Parameter Parameter)[] _parameters;

    public AdamWGroups(IEnumerable<(string Name, Parameter Parameter)> parameters, TrainingOptions options)
    {
        var all = parameters.ToArray();
        var decayed = all.Where(one => one.Parameter.dim() >= 2).ToArray();
        var plain = all.Where(one => one.Parameter.dim() < 2).ToArray();
        _parameters = [.. decayed, .. plain];
        _optimizer = optim.AdamW(
            new[] { Group(decayed, options.WeightDecay), Group(plain, 0) }.Where(group => group.Parameters.Any()),
            options.LearningRate, options.Beta1, options.Beta2, 1e-8, options.WeightDecay);

        AdamW.ParamGroup Group((string, Parameter Parameter)[] members, double decay) =>
            new(members.Select(one => one.Parameter), options.LearningRate, options.Beta1, options.Beta2, 1e-8, decay);
    }

    public IEnumerable<Parameter> Parameters => _parameters.Select(one => one.Parameter);

    public void Step(double learningRate)
    {
        foreach (var group in _optimizer.ParamGroups)
            group.LearningRate = learningRate;
        _optimizer.step();
        _optimizer.zero_grad();
    }

    /// <summary>The moments, as live tensors under the parameters' names.</summary>
    public IEnumerable<(string Name, Tensor Value)> Moments() =>
        States().SelectMany(one => new[] { ($"optimizer.exp_avg.{one.Name}", one.State.exp_avg), ($"optimizer.exp_avg_sq.{one.Name}", one.State.exp_avg_sq) });

    public void SetSteps(long steps)
    {
        foreach (var (_, state) in States())
            state.step = steps;
    }

    public void Dispose() => _optimizer.Dispose();

    private IEnumerable<(string Name, AdamW.State State)> States() =>
        _parameters.Zip(_optimizer.state_dict().State, (one, state) => (one.Name, (AdamW.State)state));
}
