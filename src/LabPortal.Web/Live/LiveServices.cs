namespace LabPortal.Web.Live;

public static class LiveServices
{
    public static void AddLiveFeed(this IServiceCollection services)
    {
        services.AddSingleton<LiveFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveFeed>());
    }
}
