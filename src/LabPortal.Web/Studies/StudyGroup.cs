namespace LabPortal.Web.Studies;

/// <summary>Studies of one paper, each with its budgets: their titles begin alike, up to a colon. A study that shares its beginning with none is alone.</summary>
/// <param name="Title">What the titles share; of a single study its own.</param>
public sealed record StudyGroup(string Title, IReadOnlyList<IReadOnlyList<StudyState>> Studies)
{
    public bool IsOne => Studies.Count == 1;

    public StudyState First => Studies[0][0];

    /// <summary>What all of them ask; null where they ask different things.</summary>
    public string? Question => Studies.Select(study => study[0].Study.Question).Distinct().Count() == 1 ? First.Study.Question : null;

    /// <summary>What all of them claim; null where they claim different things.</summary>
    public string? Claim => Studies.Select(study => study[0].Study.Claim).Distinct().Count() == 1 ? First.Study.Claim : null;

    /// <summary>In the order in which their first studies come.</summary>
    public static IReadOnlyList<StudyGroup> Of(IEnumerable<IReadOnlyList<StudyState>> studies) => studies.GroupBy(budgets => Parts(budgets[0].Entry.Title).Paper)
        .Select(same => new StudyGroup(same.Count() == 1 ? same.First()[0].Entry.Title : same.Key, same.ToList())).ToList();

    /// <summary>How a study is called here: without what the group's title says.</summary>
    public string Name(StudyState study) => IsOne || Parts(study.Entry.Title).Own is not { Length: > 0 } own ? study.Entry.Title : char.ToUpperInvariant(own[0]) + own[1..];

    private static (string Paper, string Own) Parts(string title) => title.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at ? (title[..at], title[(at + 2)..]) : (title, "");
}
