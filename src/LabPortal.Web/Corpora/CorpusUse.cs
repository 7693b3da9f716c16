using LabPortal.Data.Experiments;

namespace LabPortal.Web.Corpora;

/// <summary>Why a text stays.</summary>
public static class CorpusUse
{
    private const int MostNamed = 3;

    public static string Refusal(IReadOnlyList<Experiment> users)
    {
        var named = string.Join(", ", users.Take(MostNamed).Select(user => user.Name));
        var more = users.Count > MostNamed ? $" and {users.Count - MostNamed} more" : "";
        return $"The text stays: {named}{more} {(users.Count == 1 ? "refers" : "refer")} to it, and without it no run could be repeated.";
    }
}
