using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;

namespace LabPortal.Training.Search;

/// <summary>
/// Successive halving (Jamieson and Talwalkar 2016) without a pause at the rungs: at each rung the best 1/eta of the arms go on, and an arm
/// is stopped as soon as that many are strictly better there, for then no arm still to come can save it.
/// </summary>
public sealed record HalvingRule : ICheckedOptions
{
    private const string OfTraining = "train/", OfEvaluation = "eval/";

    [Display(Name = "Metric", Description = "What arms are judged by, such as eval/loss or eval/accuracy: its value at the rung, mean over seeds.")]
    public string Metric { get; init; } = "eval/loss";

    [Display(Name = "Goal", Description = "Whether the least or the greatest is best.")]
    public HalvingGoal Goal { get; init; } = HalvingGoal.Min;

    [Range(1, 100_000_000), Display(Name = "First rung", Description = "The others follow at eta times the one before."), Unit("steps")]
    public int FirstRung { get; init; } = 250;

    [Range(2, 10), Display(Name = "Eta", Description = "One arm in so many goes on at each rung.")]
    public int Eta { get; init; } = 3;

    [Range(0, 100), Display(Name = "Seeds", Description = "How many of an arm's seeds must have reached a rung before it is judged there; 0 = all.")]
    public int Seeds { get; init; }

    /// <summary>Steps at which arms are judged, below the last.</summary>
    public IReadOnlyList<long> Rungs(long steps)
    {
        var rungs = new List<long>();
        for (long rung = FirstRung; rung < steps; rung *= Eta)
            rungs.Add(rung);
        return rungs;
    }

    /// <summary>How many of so many arms go on from the rung of that index.</summary>
    public int Kept(int rung, int arms) => Enumerable.Range(0, rung + 1).Aggregate(arms, (left, _) => (left + Eta - 1) / Eta);

    public bool IsBetter(double one, double other) => !double.IsNaN(one) && (double.IsNaN(other) || (Goal == HalvingGoal.Min ? one < other : one > other));

    public string ToJson() => OptionReader.Write(this).ToJsonString();

    /// <summary>Reads what <see cref="ToJson"/> wrote; null where this version cannot.</summary>
    public static HalvingRule? Read(string json)
    {
        var errors = new List<SpecError>();
        var rule = SpecText.Parse(json, errors) is { } read ? (HalvingRule)OptionReader.Read(typeof(HalvingRule), read, "", errors) : null;
        return errors.Count == 0 ? rule : null;
    }

    public IEnumerable<SpecError> Check()
    {
        if (!Metric.StartsWith(OfTraining, StringComparison.Ordinal) && !Metric.StartsWith(OfEvaluation, StringComparison.Ordinal))
            yield return new SpecError("metric", $"\"{Metric}\" does not tell how well an arm learns. Choose one that begins with {OfEvaluation} or {OfTraining}, such as eval/loss.");
    }

    /// <summary>What does not fit the arms; fields as in <see cref="Check"/>.</summary>
    internal IEnumerable<SpecError> Misfits(IReadOnlyList<RunSpec> arms, int seeds)
    {
        if (arms.Count < 2)
            yield return new SpecError("", "There is one arm only, and nothing to compare it with. Add axes or arms.");
        if (arms.Select(arm => arm.TotalSteps).Distinct().Count() > 1)
            yield return new SpecError("", "The arms differ in training.steps, so that their rungs would not be comparable. Give them the same.");
        if (arms.Min(arm => arm.TotalSteps) is var steps && FirstRung >= steps)
            yield return new SpecError("firstRung", $"{FirstRung} is not before the last step, {steps}: nothing would be stopped early.");
        if (arms.Select(MeasuredEvery).Where(every => FirstRung % every != 0).Cast<int?>().FirstOrDefault() is { } pace)
            yield return new SpecError("firstRung", $"Nothing is measured at step {FirstRung}: {Metric} is recorded every {pace} steps. Choose a multiple of {pace}.");
        if (Seeds > seeds)
            yield return new SpecError("seeds", $"There are {seeds} seeds only. Choose at most {seeds}, or 0 for all.");
    }

    private int MeasuredEvery(RunSpec arm) => Metric.StartsWith(OfEvaluation, StringComparison.Ordinal) ? arm.Evaluation.Every : arm.Training.RecordEvery;
}
