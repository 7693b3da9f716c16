namespace LabPortal.Web.Security;

/// <summary>Keeps other sites from using a signed-in browser: a form of theirs cannot send JSON, and a script of theirs names its origin.</summary>
public sealed class SameSite : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (OwnOrigin.IsForeign(request))
            return Results.Problem("This call came from another site. Call it from the portal or from a program.", statusCode: 403);
        if (request.ContentLength > 0 && !request.HasJsonContentType())
            return Results.Problem("The body is not JSON. Send it with Content-Type: application/json.", statusCode: 415);
        return await next(context);
    }
}
