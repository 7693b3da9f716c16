namespace LabPortal.Web.Comparing;

/// <summary>A term on which arms differ, with each arm's.</summary>
public sealed record TermDifference(string Name, bool Binding, IReadOnlyList<(ComparedArm Arm, string Shown)> Values)
{
    /// <summary>"steps: 3,000 (next-token), 1,500 (reversed)".</summary>
    public string Words => $"{Name}: {string.Join(", ", Values.GroupBy(value => value.Shown).Select(same => $"{same.Key} ({string.Join(", ", same.Select(value => value.Arm.Name))})"))}";

    /// <param name="arms">The first is what the others are held against.</param>
    public static IReadOnlyList<TermDifference> Of(IReadOnlyList<ComparedArm> arms) => arms.Count < 2 ? [] : [.. Unknown(arms), .. Known(arms)];

    // What nobody knows is not equal.
    private static IEnumerable<TermDifference> Unknown(IReadOnlyList<ComparedArm> arms) => arms.All(arm => arm.Terms.Count > 0) ? []
        : [new TermDifference("terms", true, [.. arms.Select(arm => (arm, arm.Terms.Count > 0 ? "known" : "unknown: its spec or its text is gone"))])];

    private static IEnumerable<TermDifference> Known(IReadOnlyList<ComparedArm> arms) => (arms.FirstOrDefault(arm => arm.Terms.Count > 0)?.Terms ?? [])
        .Select(term => (Term: term, Others: arms.Select(arm => (arm, Term: arm.Terms.FirstOrDefault(other => other.Name == term.Name))).Where(pair => pair.Term is not null).ToList()))
        .Where(row => row.Others.Any(other => !other.Term!.Agrees(row.Term)))
        .Select(row => new TermDifference(row.Term.Name, row.Term.Binding, row.Others.Select(other => (other.arm, other.Term!.Shown)).ToList()));
}
