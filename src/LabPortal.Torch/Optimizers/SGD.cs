using LabPortal.Torch.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules
{
    /// <summary>Gradient descent, with momentum. A step is one native call per group.</summary>
    public class SGD : OptimizerHelper, IMomentum
    {
        public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize) { }

        public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        {
            if (lr < 0) throw new ArgumentException($"Invalid learning rate: {lr}");
            if (momentum < 0) throw new ArgumentException($"Invalid momentum value: {momentum}");
            if (weight_decay < 0) throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
            if (nesterov && (momentum <= 0 || dampening != 0)) throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
            _defaults = new Options
            {
                LearningRate = lr, InitialLearningRate = lr, momentum = momentum, dampening = dampening,
                weight_decay = weight_decay, nesterov = nesterov, maximize = maximize,
            };
            foreach (var group in parameters) add_param_group(group);
        }

        public double Momentum
        {
            get => ((Options)_defaults).momentum!.Value;
            set => ((Options)_defaults).momentum = value;
        }

        public override void add_param_group(Modules.ParamGroup param_group)
        {
            var options = (Options)(param_group.Options ??= new Options());
            options.Complete((Options)_defaults);
            options.InitialLearningRate = options.LearningRate!.Value;
            param_group.Parameters = param_group.Parameters.ToArray();
            base.add_param_group(param_group);
            foreach (var parameter in param_group.Parameters) _state[parameter.Handle] = new State(parameter);
        }

        public override unsafe Tensor? step(Func<Tensor>? closure = null) => Step(closure, group =>
        {
            var options = (Options)group.Options;
            var parameters = (Parameter[])group.Parameters;
            var states = Array.ConvertAll(parameters, parameter => (State)_state[parameter.Handle]);
            var momenta = Array.ConvertAll(states, state => state.momentum_buffer?.Handle ?? 0);
            fixed (nint* p = Handles(parameters), m = momenta)
                Native.Check(Native.lp_sgd_step(p, m, parameters.Length, options.LearningRate!.Value, options.momentum!.Value, options.dampening!.Value,
                    options.weight_decay!.Value, options.nesterov!.Value ? 1 : 0, options.maximize!.Value ? 1 : 0));
            for (var i = 0; i < states.Length; i++)
                if (states[i].momentum_buffer is null && momenta[i] != 0) states[i].momentum_buffer = new Tensor(momenta[i], register: false);
        });

        public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
        {
            public Tensor? momentum_buffer;

            public override void Initialize(OptimizerOptions options)
            {
                momentum_buffer?.Dispose();
                momentum_buffer = null;
            }

            public override void to(Device device) => momentum_buffer = Copied(momentum_buffer, momentum_buffer);
            public override void SaveStateDict(BinaryWriter writer) => Write(writer, momentum_buffer);
            public override void LoadStateDict(BinaryReader reader) => momentum_buffer = Read(reader, momentum_buffer);
            public override void LoadStateDict(OptimizerState source) => momentum_buffer = Copied(((State)source).momentum_buffer, momentum_buffer);

            public override bool ApproximatelyEquals(OptimizerState other) =>
                other is State state && (momentum_buffer is null ? state.momentum_buffer is null : state.momentum_buffer is not null && momentum_buffer.allclose(state.momentum_buffer));

            public void Dispose() => momentum_buffer?.Dispose();
        }

        public class Options : OptimizerOptions
        {
            public double? momentum;
            public double? dampening;
            public double? weight_decay;
            public bool? nesterov;
            public bool? maximize;

            internal void Complete(Options defaults)
            {
                LearningRate ??= defaults.LearningRate;
                momentum ??= defaults.momentum;
                dampening ??= defaults.dampening;
                weight_decay ??= defaults.weight_decay;
                nesterov ??= defaults.nesterov;
                maximize ??= defaults.maximize;
            }

            public override void SaveStateDict(BinaryWriter writer)
            {
                base.SaveStateDict(writer);
                writer.Write(momentum!.Value);
                writer.Write(dampening!.Value);
                writer.Write(weight_decay!.Value);
                writer.Write(nesterov!.Value);
                writer.Write(maximize!.Value);
            }

            public override void LoadStateDict(BinaryReader reader)
            {
                base.LoadStateDict(reader);
                momentum = reader.ReadDouble();
                dampening = reader.ReadDouble();
                weight_decay = reader.ReadDouble();
                nesterov = reader.ReadBoolean();
                maximize = reader.ReadBoolean();
            }

            public override void LoadStateDict(OptimizerOptions source)
            {
                base.LoadStateDict(source);
                var from = (Options)source;
                (momentum, dampening, weight_decay) = (from.momentum, from.dampening, from.weight_decay);
                (nesterov, maximize) = (from.nesterov, from.maximize);
            }
        }

        public class ParamGroup : ParamGroup<Options>, IMomentum
        {
            public ParamGroup() { }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
                : base(parameters, new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize }) { }

            public double Momentum
            {
                get => Options.momentum!.Value;
                set => Options.momentum = value;
            }
        }
    }
}

namespace TorchSharp
{
    using TorchSharp.Modules;

    public static partial class torch
    {
        public static partial class optim
        {
            public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static SGD SGD(IEnumerable<(string name, Parameter parameter)> parameters, double learningRate, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters.Select(np => np.parameter), learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static SGD SGD(IEnumerable<SGD.ParamGroup> parameters, double learningRate, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}
