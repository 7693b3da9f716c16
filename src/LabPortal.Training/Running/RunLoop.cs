using System.Diagnostics;
using System.Globalization;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;
using LabPortal.Training.Tasks;
using static TorchSharp.torch;

namespace LabPortal.Training.Running;

/// <summary>Trains one arm with one seed, from its start or from a checkpoint, and reports on the way.</summary>
public static class RunLoop
{
    /// <summary>
    /// Returns when the run completed, was cancelled (after a checkpoint) or cannot go on. Same spec, seed, device, thread count
    /// and versions: the same metrics, bit for bit, but for <c>system/…</c>.
    /// </summary>
    public static RunOutcome Execute(RunSpec spec, long seed, RunEnvironment environment, IRunSink sink, CancellationToken cancel)
    {
        var step = 0;
        try
        {
            set_num_threads(environment.Threads);
            var device = DeviceOf(spec.Training.Device);
            UsePrecision(spec.Training.Precision, device);
            var data = spec.Task.Open(spec.Task.Corpus is { } hash ? environment.CorpusFile(hash) : null);
            MemoryCheck.Demand(spec, data.Vocabulary.Size, device);
            using var session = new TrainingSession(spec, seed, data, device);
            if (environment.ResumeFrom is { } checkpoint)
                step = CheckpointFile.Load(checkpoint, session, seed);
            else if (environment.InitialWeights is { } weights)
                Begin(session, weights);
            else if (spec.StartPoint is { } start)
                throw new TrainingException($"The run starts from {start} (training.from), but was given no weights. Outside a lab give the file: --weights FILE.");
            if (environment.ResumeFrom is null && session.Watch.Duplicates > 0)
                sink.Log(RunLogLevel.Information, $"{session.Watch.Duplicates} of {session.HeldOut.Count} held-out examples repeat another's prompt.");
            sink.Log(RunLogLevel.Information, string.Create(CultureInfo.InvariantCulture,
                $"{session.Network.parameters().Sum(one => one.numel()):N0} parameters, vocabulary {session.Vocabulary.Size}, device {device}, {environment.Threads} threads, from step {step}."));
            return new Loop(session, seed, environment, sink, step).Run(cancel);
        }
        catch (TrainingException problem)
        {
            sink.Log(RunLogLevel.Error, problem.Message);
            return new RunOutcome(RunEnd.Failed, problem.Message, step);
        }
    }

    private static void Begin(TrainingSession session, string weights)
    {
        GivenWeights.Load(weights, session.Network);
        session.Average?.Restart();
    }

    private static Device DeviceOf(DeviceKind kind)
    {
        if (kind == DeviceKind.Cpu)
            return CPU;
        if (!cuda.is_available())
            throw new TrainingException("This worker has no CUDA device. Set training.device to cpu, or queue the run for a worker with a gpu slot.");
        return CUDA;
    }

    private static void UsePrecision(Precision precision, Device device)
    {
        if (!BeyondTorchSharp.UseBFloat16(device, precision == Precision.Bfloat16))
            throw new TrainingException("This worker cannot multiply in bfloat16 (its processor lacks AVX-512 BF16). Set training.precision to float32.");
    }

    private sealed class Loop(TrainingSession session, long seed, RunEnvironment environment, IRunSink sink, int first)
    {
        private static readonly TimeSpan LastPatience = TimeSpan.FromMinutes(5), LastPause = TimeSpan.FromSeconds(5);

        private readonly TrainingOptions _options = session.Spec.Training;
        private readonly Evaluator _evaluator = new(session, seed);
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        // What a perfect generator scores with as many answers: it, too, meets the training set and repeats itself.
        private readonly Lazy<double> _ceiling = new(() => Ceiling((IOpenEndedData)session.Data, session.Spec.Evaluation));
        private long _shownAt;

        public RunOutcome Run(CancellationToken cancel)
        {
            var saved = first;
            var step = first;
            try
            {
                for (; step < _options.Steps; step++)
                {
                    if (_options.CheckpointEvery > 0 && step > first && step % _options.CheckpointEvery == 0 && TrySave(step))
                        saved = step;
                    if (step % session.Spec.Evaluation.Every == 0)
                        Evaluate(step, cancel);
                    cancel.ThrowIfCancellationRequested();
                    Train(step);
                }

                Evaluate(step, cancel);
                SaveLast(step, cancel);
                sink.Progress(step, _options.Steps, TimeSpan.Zero);
                return new RunOutcome(RunEnd.Completed, null, step);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                if (saved != step && TrySave(step))
                    saved = step;
                return new RunOutcome(RunEnd.Cancelled, null, saved);
            }
        }

        private void Train(int step)
        {
            var record = step % _options.RecordEvery == 0;
            if (session.Step(step, record || session.Device.type == TorchSharp.DeviceType.CPU || IsKeptAfter(step)) is var (loss, norm) && record)
            {
                sink.Metric("train/loss", step, loss);
                sink.Metric("train/learning-rate", step, LearningRate.At(step, _options));
                sink.Metric("train/gradient-norm", step, norm);
            }

            if (_clock.ElapsedMilliseconds - _shownAt >= 500)
                ShowProgress(step + 1);
        }

        // Weights that are saved or evaluated are known to be numbers.
        private bool IsKeptAfter(int step) =>
            step + 1 == _options.Steps || (step + 1) % session.Spec.Evaluation.Every == 0 || (_options.CheckpointEvery > 0 && (step + 1) % _options.CheckpointEvery == 0);

        private void ShowProgress(int done)
        {
            _shownAt = _clock.ElapsedMilliseconds;
            var perStep = _clock.Elapsed / (done - first);
            sink.Progress(done, _options.Steps, perStep * (_options.Steps - done));
            sink.Metric("system/tokens-per-second", done, _options.Batch * session.Spec.InputLength(session.Data.Vocabulary.Size) / perStep.TotalSeconds);
        }

        private void Evaluate(int step, CancellationToken cancel)
        {
            using var evaluated = session.Evaluated();
            var evaluation = _evaluator.Evaluate(step, cancel);
            sink.Metric("system/peak-memory-mb", step, PeakMemory.Bytes / 1e6);
            var (loss, bound) = (evaluation.Examples.Select((_, row) => evaluation.MeanLoss(row)).Average(), session.Spec.Objective.NatsAreBound ? "-bound" : "");
            sink.Metric($"eval/loss{bound}", step, loss);
            sink.Metric($"eval/perplexity{bound}", step, Math.Exp(loss));
            sink.Metric("eval/token-accuracy", step, Enumerable.Range(0, evaluation.Positions).Average(i => evaluation.Accuracy(evaluation.Forced, i)));
            if (evaluation.Free is { } free)
            {
                sink.Metric("eval/accuracy", step, evaluation.Exact(free));
                sink.Metric("eval/forced-accuracy", step, evaluation.Exact(evaluation.Forced));
                if (evaluation.Branch is { } branch)
                    sink.Metric("eval/branch-accuracy", step, evaluation.Accuracy(free, branch));
                sink.Metric("data/held-out-met", step, session.Watch.Met.Count(met => met));
            }

            foreach (var (head, score) in evaluation.Heads?.Index().Skip(1) ?? [])
            {
                sink.Metric($"eval/head-{head + 1}-loss", step, score.Loss);
                sink.Metric($"eval/head-{head + 1}-accuracy", step, score.Accuracy);
            }

            if (evaluation.Open is { } open)
                Score(step, open);

            sink.Outcomes(evaluation.Outcomes(_evaluator.Set));
            foreach (var sample in _evaluator.Samples(evaluation))
                sink.Sample(sample);
            foreach (var entry in Catalog.Probes.All)
                if (entry.Create(Nothing).Measure(evaluation) is { } measured)
                    sink.Probe(new ProbeRecord(step, entry.Name, entry.Title, measured));
            if (step == _options.Steps && session.Spec.Evaluation.Sweep && new SamplingSweep(session, _evaluator).Measure(cancel) is { } swept)
                sink.Probe(new ProbeRecord(step, SamplingSweep.Name, SamplingSweep.Title, swept));
        }

        private void Score(int step, OpenOutputs open)
        {
            var scores = OpenScores.Of(open.Flags);
            sink.Metric("eval/creativity", step, scores.Creativity);
            sink.Metric("eval/coherence", step, scores.Coherence);
            sink.Metric("eval/novelty", step, scores.Novelty);
            if (scores.Uniqueness is { } uniqueness)
                sink.Metric("eval/uniqueness", step, uniqueness);
            sink.Metric("eval/diversity", step, scores.Diversity);
            sink.Metric("eval/memorisation", step, scores.Memorisation);
            sink.Metric("eval/creativity-ceiling", step, _ceiling.Value);
            if (!((IOpenEndedData)session.Data).HasPublishedRule)
                return;
            var published = OpenScores.Published(open.Answers);
            sink.Metric("eval/creativity-published-rule", step, published.Creativity);
            sink.Metric("eval/diversity-published-rule", step, published.Diversity);
        }

        private static double Ceiling(IOpenEndedData data, EvaluationOptions evaluation) => OpenScores.Of(
            [.. Enumerable.Range(0, evaluation.Examples).Select(i => data.Read(data.Perfect(new SeededRandom(evaluation.Seed, Purpose.Generation, i))))]).Creativity;

        private void Save(int step) => sink.Checkpoint(CheckpointFile.Save(environment.CheckpointFolder, session, step, seed));

        // A full disk costs a checkpoint, not the run: the one before stays good, and the next is tried in its turn.
        private bool TrySave(int step)
        {
            try
            {
                Save(step);
                return true;
            }
            catch (IOException problem)
            {
                sink.Log(RunLogLevel.Warning, $"The checkpoint of step {step} could not be written; the one before is kept, and the next is tried in its turn. {problem.Message}");
                return false;
            }
        }

        // What was trained is not thrown away because of a full disk: somebody may make room.
        private void SaveLast(int step, CancellationToken cancel)
        {
            for (var patience = LastPatience; !TrySave(step); patience -= LastPause)
            {
                if (patience <= TimeSpan.Zero)
                    throw new TrainingException($"The last checkpoint could not be written for {LastPatience.TotalMinutes:0} minutes, as the log says. Make room on the disk and retry the run: it goes on from the checkpoint before.");
                if (cancel.WaitHandle.WaitOne(LastPause))
                    cancel.ThrowIfCancellationRequested();
            }
        }

        private static readonly object Nothing = new NoOptions();
    }
}
