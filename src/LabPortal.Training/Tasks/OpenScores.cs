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
    public static OpenScores Of(IReadOnlyList<OpenAnswer> answers)
    {
        double n = answers.Count;
        var novel = answers.Count(answer => answer.IsNew);
        var creative = FirstOfTheirKind(answers).Count(first => first);
        return new OpenScores(
            creative / n, answers.Count(answer => answer.IsValid) / n, novel / n, novel == 0 ? null : (double)creative / novel,
            answers.Where(answer => answer.IsValid).Select(answer => answer.Key).Distinct().Count() / n, answers.Count(answer => answer.IsSeen) / n);
    }

    /// <summary>For each answer whether it is new and no earlier one is the same: their share is the creativity.</summary>
    public static bool[] FirstOfTheirKind(IReadOnlyList<OpenAnswer> answers)
    {
        var met = new HashSet<string>();
        return [.. answers.Select(answer => answer.IsNew && met.Add(answer.Key))];
    }

    /// <summary>Creativity and diversity as the published evaluator counts them: looser validity, and answers told apart as written.</summary>
    public static (double Creativity, double Diversity) Published(IReadOnlyList<OpenAnswer> answers)
    {
        var valid = answers.Where(answer => answer.IsLooselyValid).ToList();
        int Different(IEnumerable<OpenAnswer> of) => of.Select(answer => answer.Written).Distinct().Count();
        return ((double)Different(valid.Where(answer => !answer.IsSeen)) / answers.Count, (double)Different(valid) / answers.Count);
    }
}
