using System.Security.Claims;
using LabPortal.Data.Users;
using LabPortal.Data.Views;
using Microsoft.AspNetCore.Components.Authorization;

namespace LabPortal.Web.Views;

/// <summary>Who looks at saved views through this page.</summary>
public sealed class ViewerOfViews(AuthenticationStateProvider authentication)
{
    public async Task<ViewActor?> ActorAsync()
    {
        var who = (await authentication.GetAuthenticationStateAsync()).User;
        return who.FindFirstValue(ClaimTypes.NameIdentifier) is { } id ? new ViewActor(id, who.IsInRole(LabRoles.Administrator)) : null;
    }
}
