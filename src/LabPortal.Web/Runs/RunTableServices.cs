using LabPortal.Web.Links;
using LabPortal.Web.Views;

namespace LabPortal.Web.Runs;

public static class RunTableServices
{
    public static void AddRunTable(this IServiceCollection services)
    {
        services.AddSingleton<RunTableCsv>();
        services.AddSingleton<RunBulk>();
        services.AddScoped<ViewerOfViews>();
        services.AddSingleton<LinkShortener>();
    }
}
