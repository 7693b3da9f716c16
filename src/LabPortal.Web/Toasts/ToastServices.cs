namespace LabPortal.Web.Toasts;

public static class ToastServices
{
    public static void AddToasts(this IServiceCollection services) => services.AddScoped<Toaster>();
}
