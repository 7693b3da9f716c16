using System.Security.Claims;
using LabPortal.Data.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LabPortal.Web.Security;

/// <summary>Puts the name people are shown by into the cookie.</summary>
public sealed class LabClaims(UserManager<LabUser> users, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<LabUser, IdentityRole>(users, roles, options)
{
    public const string DisplayName = "display-name";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(LabUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(DisplayName, user.DisplayName is "" ? user.UserName! : user.DisplayName));
        return identity;
    }
}
