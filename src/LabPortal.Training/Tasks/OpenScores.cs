namespace LabPortal.Training.Tasks;

/// <summary>
/// How creative a set of answers is (Nagarajan et al. 2025, eq. 1 and its parts). Shares of all n answers but for <see cref="Uniqueness"/>.
/// </summary>
/// <param name="Creativity">Different answers that are valid and not in the training set.</param>
/// <param name="Coherence">Valid answers.</param>
/// <param name="Novelty">Valid answers that are not in the training set, repeated ones each time.</param>
/// <param name="Uniqueness">Of those, the share that is different; null where there are none.</param>
/// <param name="Diversity">Different valid answers.</param>
/// <param name="Memorisation">Answers that are in the training set.</param>
public sealed record OpenScores(double Creativity, double Coherence, double Novelty, double? Uniqueness, double Diversity, double Memorisation)
{
    public static OpenScores Of(IReadOnlyList<OpenAnswer> answers) => Of(Flags(answers));

    public static OpenScores Of(IReadOnlyCollection<OpenFlags> flags)
    {
        int Count(OpenFlags flag) => flags.Count(one => one.HasFlag(flag));
        double Share(OpenFlags flag) => (double)Count(flag) / flags.Count;
        return new OpenScores(
            Share(OpenFlags.Creative), Share(OpenFlags.Valid), Share(OpenFlags.Novel),
            Count(OpenFlags.Novel) is > 0 and var novel ? (double)Count(OpenFlags.Creative) / novel : null,
            Share(OpenFlags.Diverse), Share(OpenFlags.Seen));
    }

    /// <summary>What came of each answer, in their order.</summary>
    public static OpenFlags[] Flags(IReadOnlyList<OpenAnswer> answers)
    {
        var (valid, novel) = (new HashSet<string>(), new HashSet<string>());
        OpenFlags Where(bool holds, OpenFlags flag) => holds ? flag : OpenFlags.None;
        return [.. answers.Select(answer =>
            Where(answer.IsValid, OpenFlags.Valid) | Where(answer.IsSeen, OpenFlags.Seen) | Where(answer.IsNew, OpenFlags.Novel)
            | Where(answer.IsNew && novel.Add(answer.Key), OpenFlags.Creative) | Where(answer.IsValid && valid.Add(answer.Key), OpenFlags.Diverse))];
    }

    /// <summary>Creativity and diversity as the published evaluator counts them: looser validity, and answers told apart as written.</summary>
    public static (double Creativity, double Diversity) Published(IReadOnlyList<OpenAnswer> answers)
    {
        var valid = answers.Where(answer => answer.IsLooselyValid).ToList();
        int Different(IEnumerable<OpenAnswer> of) => of.Select(answer => answer.Written).Distinct().Count();
        return ((double)Different(valid.Where(answer => !answer.IsSeen)) / answers.Count, (double)Different(valid) / answers.Count);
    }
}
