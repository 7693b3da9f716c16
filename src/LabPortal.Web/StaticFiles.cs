using Microsoft.AspNetCore.Hosting.StaticWebAssets;

namespace LabPortal.Web;

/// <summary>Serves the portal's own files, those of its packages and those its build fetched: from a build as from a publish.</summary>
public static class StaticFiles
{
    public static void UseStaticFilesOfTheBuild(this IWebHostBuilder host, string root)
    {
        var manifest = Path.Combine(root, "LabPortal.Web.staticwebassets.runtime.json");
        if (!File.Exists(manifest))
            return;
        host.UseSetting(WebHostDefaults.StaticWebAssetsKey, manifest);
        host.ConfigureAppConfiguration((context, _) => StaticWebAssetsLoader.UseStaticWebAssets(context.HostingEnvironment, context.Configuration));
    }

    public static void MapStaticFilesOfTheBuild(this WebApplication app, string root) =>
        app.MapStaticAssets(Path.Combine(root, "LabPortal.Web.staticwebassets.endpoints.json"));
}
