using Microsoft.AspNetCore.Authorization;

namespace LabPortal.Web.Security;

/// <summary>The rule for every endpoint that has no rule of its own.</summary>
public sealed class SignedInOrListed : AuthorizationHandler<SignedInOrListed>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, SignedInOrListed requirement)
    {
        if (context.User.Identity?.IsAuthenticated == true || context.Resource is HttpContext http && AnonymousRoutes.Contains(http.Request.Path))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
