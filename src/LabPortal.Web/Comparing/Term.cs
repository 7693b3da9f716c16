namespace LabPortal.Web.Comparing;

/// <summary>One of the terms that a comparison is made on: what an arm was given, and how it compares with another's.</summary>
/// <param name="Shown">With its unit, as a reader wants it.</param>
/// <param name="Key">What must agree; null where it is unknown, which agrees with everything.</param>
/// <param name="Amount">For terms that are amounts: they agree when they are near.</param>
/// <param name="Binding">Arms that differ in it cannot be compared on equal terms; the others are only noted.</param>
public sealed record Term(string Name, string Shown, string? Key, double? Amount, bool Binding)
{
    // Counted amounts may differ by what rounding and a last partial batch make; measured ones by what a busy machine makes.
    private double Tolerance => Binding ? 0.01 : 0.25;

    public bool Agrees(Term other) => Amount is { } mine && other.Amount is { } theirs
        ? Math.Abs(mine - theirs) <= Tolerance * Math.Max(Math.Abs(mine), Math.Abs(theirs))
        : Key is null || other.Key is null || Key == other.Key;
}
