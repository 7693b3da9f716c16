using LabPortal.Data.Users;

namespace LabPortal.Web.Security;

/// <summary>What a person enters for an account of their own.</summary>
public sealed class NewAccount
{
    public string? Name { get; set; }
    public string? Email { get; set; }
    public string? Password { get; set; }

    public LabUser ToUser() => new() { UserName = Email?.Trim(), Email = Email?.Trim(), EmailConfirmed = true, DisplayName = Name?.Trim() ?? "" };
}
