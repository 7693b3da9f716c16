using System.Reflection;
using System.Text.RegularExpressions;
using LabPortal.Web.Tests.Corpora;
using Microsoft.AspNetCore.Components;

namespace LabPortal.Web.Tests.Pages;

/// <summary>Every page of the portal, as the router finds them.</summary>
internal static partial class PageRoutes
{
    public static IReadOnlyList<(Type Page, string Route)> All { get; } = typeof(Portal).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>().Select(route => (type, route.Template))).ToList();

    /// <summary>The route with something in place of its parameters.</summary>
    public static string Filled(string route, Guid experiment) => route
        .Replace("{Id:guid}", experiment.ToString()).Replace("{Number:int}", "1").Replace("{Name}", "pitfalls").Replace("{Hash}", TextServer.Hash);

    /// <summary>The path of a page's file in <c>Pages/</c>, as a route: <c>Pages/Runs/Index</c> is <c>/runs</c>.</summary>
    public static string FromPath(Type page)
    {
        var parts = (page.Namespace!["LabPortal.Web.Pages".Length..] + "." + page.Name).Trim('.').Split('.').Where(part => part is not ("Index" or "Home" or "Errors" or "Details"));
        return "/" + string.Join('/', parts.Select(part => Hump().Replace(part, "-$0").ToLowerInvariant()));
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Hump();
}
