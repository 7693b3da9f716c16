using LabPortal.Web.Controls;

namespace LabPortal.Web.Live;

public static class LiveServices
{
    public static void AddLiveFeed(this IServiceCollection services)
    {
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<PageClock>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveFeed>());
    }
}
