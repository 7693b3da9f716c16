using Microsoft.Net.Http.Headers;

namespace LabPortal.Web.Security;

/// <summary>Keeps other sites from using a signed-in browser where the body may be anything: a browser names the site whose page sends it.</summary>
public sealed class OwnOrigin : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        IsForeign(context.HttpContext.Request)
            ? Results.Problem("This call came from another site. Call it from the portal or from a program.", statusCode: 403)
            : await next(context);

    public static bool IsForeign(HttpRequest request) =>
        request.Headers[HeaderNames.Origin].ToString() is { Length: > 0 } origin && origin != $"{request.Scheme}://{request.Host}"
        || request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
}
