using Microsoft.AspNetCore.Identity;

namespace LabPortal.Data.Users;

public sealed class LabUser : IdentityUser
{
    public string DisplayName { get; set; } = "";
}
