namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimizer's groups, one <see cref="step()"/> after each training step (or epoch).</summary>
            public abstract class LRScheduler
            {
                private protected readonly Optimizer _optimizer;
                private protected readonly List<double> _base_lrs;
                private protected int _last_epoch;
                private readonly bool _verbose;
                private List<double> _last_lrs;

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    _optimizer = optimizer;
                    _last_epoch = last_epoch;
                    _verbose = verbose;
                    _base_lrs = optimizer.ParamGroups.Select(group => group.InitialLearningRate).ToList();
                    _last_lrs = optimizer.ParamGroups.Select(group => group.LearningRate).ToList();
                }

                public virtual void step() => step(null);

                public virtual void step(int? epoch)
                {
                    _last_epoch = epoch ?? _last_epoch + 1;
                    var rates = (epoch is null ? get_lr() : get_closed_form_lr()).ToList();
                    foreach (var (group, rate) in _optimizer.ParamGroups.Zip(rates)) group.LearningRate = rate;
                    if (_verbose && !rates.SequenceEqual(_last_lrs)) Console.WriteLine($"Adjusting learning rate to {string.Join(", ", rates)}");
                    _last_lrs = rates;
                }

                public IEnumerable<double> get_last_lr() => _last_lrs;

                protected virtual IEnumerable<double> get_lr() => get_closed_form_lr();
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                private protected IEnumerable<double> Current => _optimizer.ParamGroups.Select(group => group.LearningRate);
            }
        }
    }
}
