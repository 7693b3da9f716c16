namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Each group's initial rate times a function of the step.</summary>
                public class LambdaLR : LRScheduler
                {
                    private readonly List<Func<int, double>> _factors;

                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Enumerable.Repeat(lr_lambda, optimizer.ParamGroups.Count()), last_epoch, verbose) { }

                    public LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _factors = lr_lambdas.ToList();
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => _base_lrs.Zip(_factors, (rate, factor) => rate * factor(_last_epoch));
                }

                /// <summary>Multiplies the rates by gamma every step_size steps.</summary>
                public class StepLR : LRScheduler
                {
                    private readonly int _step_size;
                    private readonly double _gamma;

                    public StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_step_size, _gamma) = (step_size, gamma);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        _last_epoch == 0 || _last_epoch % _step_size != 0 ? Current : Current.Select(rate => rate * _gamma);

                    protected override IEnumerable<double> get_closed_form_lr() => _base_lrs.Select(rate => rate * Math.Pow(_gamma, _last_epoch / _step_size));
                }

                /// <summary>A straight line from start_factor to end_factor times the initial rates.</summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double _start, _end;
                    private readonly int _total;

                    public LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_start, _end, _total) = (start_factor, end_factor, total_iters);
                        step();
                    }

                    // Changes the rate in force rather than the initial one, so that schedules can be chained.
                    protected override IEnumerable<double> get_lr() =>
                        _last_epoch == 0 ? Current.Select(rate => rate * _start)
                        : _last_epoch > _total ? Current
                        : Current.Select(rate => rate * (1 + (_end - _start) / (_total * _start + (_last_epoch - 1) * (_end - _start))));

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        _base_lrs.Select(rate => rate * (_start + (_end - _start) * Math.Min(_total, _last_epoch) / _total));
                }

                /// <summary>Half a cosine from the initial rates to eta_min over T_max steps (Loshchilov and Hutter, 2017).</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _T_max, _eta_min;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_T_max, _eta_min) = (T_max, eta_min);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0) return Current;
                        if ((_last_epoch - 1 - _T_max) % (2 * _T_max) == 0)
                            return Current.Zip(_base_lrs, (rate, start) => rate + (start - _eta_min) * (1 - Math.Cos(Math.PI / _T_max)) / 2);
                        return Current.Select(rate => (1 + Math.Cos(Math.PI * _last_epoch / _T_max)) /
                            (1 + Math.Cos(Math.PI * (_last_epoch - 1) / _T_max)) * (rate - _eta_min) + _eta_min);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        _base_lrs.Select(rate => _eta_min + (rate - _eta_min) * (1 + Math.Cos(Math.PI * _last_epoch / _T_max)) / 2);
                }
            }

            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new impl.LambdaLR(optimizer, lr_lambda, last_epoch, verbose);

            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.StepLR(optimizer, step_size, gamma, last_epoch, verbose);

            public static LRScheduler LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new impl.LinearLR(optimizer, start_factor, end_factor, total_iters, last_epoch, verbose);

            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);
        }
    }
}
