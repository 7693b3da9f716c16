namespace LabPortal.Data.Users;

/// <summary>What a person may do: read; also launch and cancel; also manage people and the lab.</summary>
public static class LabRoles
{
    public const string Viewer = "viewer";
    public const string Member = "member";
    public const string Administrator = "administrator";

    public static readonly IReadOnlyList<string> All = [Viewer, Member, Administrator];
}
