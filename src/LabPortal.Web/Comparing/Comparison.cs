using LabPortal.Data.Runs;
using LabPortal.Training.Statistics;
using LabPortal.Training.Studies;
using LabPortal.Web.Charts;
using LabPortal.Web.Curves;

namespace LabPortal.Web.Comparing;

/// <summary>Arms beside each other, with what their task says of accuracy.</summary>
public sealed record Comparison(string Title, IReadOnlyList<ComparedArm> Arms, string Headline, double? Chance, IReadOnlyList<string> Metrics)
{
    /// <summary>How to ask for it again.</summary>
    public ComparisonSource Source { get; init; } = new([], [], []);

    /// <summary>What was published of the arms, where they are a study's.</summary>
    public IReadOnlyList<PublishedFigure> Published { get; init; } = [];

    public PublishedFigure? PublishedFor(ComparedArm arm) => Published.FirstOrDefault(figure => figure.Arm == arm.Name);

    public IEnumerable<ComparedRun> All => Arms.SelectMany(arm => arm.All);

    public IEnumerable<ComparedRun> Runs => Arms.SelectMany(arm => arm.Runs);

    public bool IsActive => Runs.Any(run => !RunTransitions.IsOver(run.State) && run.State != RunState.Draft);

    public double Share => Runs.Any() ? Runs.Average(run => RunTransitions.IsOver(run.State) ? 1 : run.Share) : 0;

    /// <summary>The probes that some run has a result of.</summary>
    public IReadOnlySet<string> Probes { get; init; } = new HashSet<string>();

    /// <summary>Whether some answer has one right token at each position.</summary>
    public bool HasPositions => Arms.Count == 0 || Arms.Any(arm => arm.Spec?.Task.IsOpenEnded != true);

    /// <summary>The table's columns: a score with its parts; otherwise the headline, then what else every evaluation gives.</summary>
    public IReadOnlyList<string> Columns => MetricSense.ScoreParts.Contains(Headline)
        ? MetricSense.ScoreParts.Where(Metrics.Contains).ToList()
        : Metrics.Where(name => name == Headline || name.StartsWith("eval/", StringComparison.Ordinal)).Take(4).ToList();

    /// <summary>The arm that leads in a metric, where more than one has it.</summary>
    public ComparedArm? Best(string metric)
    {
        var having = Arms.Where(arm => !arm.WasStoppedEarly && arm.Mean(metric) is { } mean && double.IsFinite(mean.Mean)).ToList();
        return having.Count < 2 ? null : MetricSense.HigherIsBetter(metric) ? having.MaxBy(arm => arm.Mean(metric)!.Value.Mean) : having.MinBy(arm => arm.Mean(metric)!.Value.Mean);
    }

    /// <summary>Every cell of the arms' table beside the best of its column, p corrected over all columns.</summary>
    public IReadOnlyDictionary<(Guid Arm, string Metric), Standing> Standings() =>
        Comparing.Standings.Of([.. Columns.SelectMany(_ => Arms, (metric, arm) => ((arm.Id, metric), metric, arm.Group(metric)))]);

    /// <summary>The arm that others are held against: the one named, else the first.</summary>
    public ComparedArm Baseline(string? name) => Arms.FirstOrDefault(arm => arm.Name == name) ?? Arms[0];

    /// <summary>Every other arm against the baseline, or every arm against each before it; p corrected over all of them.</summary>
    /// <param name="worthSeeing">The least difference that matters; null for the usual.</param>
    public IReadOnlyList<SeedVerdict> Verdicts(string metric, string? baseline, bool allPairs, double? worthSeeing = null) =>
        SeedVerdict.Table(
            [.. Pairs(baseline, allPairs).Select(pair => SeedComparison.Of(pair.Arm.Group(metric), pair.Against.Group(metric)))],
            MetricSense.HigherIsBetter(metric), mean => worthSeeing ?? MetricSense.WorthSeeing(metric, mean));

    /// <summary>What <see cref="Verdicts"/> compares, in the same order.</summary>
    public IReadOnlyList<(ComparedArm Arm, ComparedArm Against)> Pairs(string? baseline, bool allPairs) => Arms.Count < 2 ? []
        : allPairs ? [.. Arms.SelectMany((arm, i) => Arms.Take(i), (arm, before) => (arm, before))]
        : [.. Arms.Where(arm => arm != Baseline(baseline)).Select(arm => (arm, Baseline(baseline)))];

    /// <summary>Terms on which arms differ from the baseline; those that bind come first.</summary>
    public IReadOnlyList<TermDifference> Differences(string? baseline) =>
        TermDifference.Of([Baseline(baseline), .. Arms.Where(arm => arm != Baseline(baseline))]).OrderByDescending(difference => difference.Binding).ToList();

    /// <summary>Only the arms on the baseline's terms.</summary>
    public Comparison ComparableTo(string? baseline) =>
        this with { Arms = Arms.Where(arm => TermDifference.Of([Baseline(baseline), arm]).All(difference => !difference.Binding)).ToList() };

    /// <summary>Each arm's mean of a metric, for a chart of dots.</summary>
    public IReadOnlyList<MeanDot> Dots(string metric, IReadOnlyList<PublishedFigure>? paper = null) => Arms.Where(arm => arm.Mean(metric) is not null).Select(arm =>
    {
        var mean = arm.Mean(metric)!.Value;
        var figure = metric == Headline ? paper?.FirstOrDefault(figure => figure.Arm == arm.Name) : null;
        return new MeanDot(arm.Name, arm.Colour, mean.Mean, mean.Interval is { } interval ? (interval.Low, interval.High) : null, mean.Count) { Paper = figure?.Value, Source = figure?.Source };
    }).ToList();

    /// <summary>Chance, and the most that can be reached.</summary>
    public IReadOnlyList<ChartMark> Levels(string metric) =>
        MetricLevels.Of(metric, Headline, Chance, Runs.Where(run => run.Last.ContainsKey(MetricLevels.Ceiling(metric))).Select(run => run.Last[MetricLevels.Ceiling(metric)]));

    /// <summary>What a chart of a metric shows beside the arms: its levels, and what was published of them where it is the headline.</summary>
    public IReadOnlyList<ChartMark> Marks(string metric, IReadOnlyList<PublishedFigure>? paper) =>
    [
        .. Levels(metric),
        .. (metric == Headline ? paper ?? [] : []).Where(figure => figure.Value is not null).Join(Arms, figure => figure.Arm, arm => arm.Name, (figure, arm) => ChartMark.Paper(figure.Value!.Value, arm.Name, figure.Source, arm.Colour)),
    ];
}
