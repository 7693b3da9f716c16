using System.Globalization;
using System.Threading.RateLimiting;
using LabPortal.Data;
using LabPortal.Data.Users;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace LabPortal.Web.Security;

/// <summary>Who may come in, how often they may try, and what a browser may do with our pages.</summary>
public static class PortalSecurity
{
    /// <summary>The policy of whoever may start, stop and upload: members and administrators.</summary>
    public const string Launch = "launch";

    private static readonly string[] Guarded = [Urls.SignIn, Urls.Setup, Urls.Invite];

    public static void AddPortalSecurity(this IServiceCollection services, string dataFolder)
    {
        services.AddIdentity<LabUser, IdentityRole>(Rules)
            .AddEntityFrameworkStores<LabDbContext>()
            .AddClaimsPrincipalFactory<LabClaims>()
            .AddDefaultTokenProviders();
        services.ConfigureApplicationCookie(Cookie);
        services.AddDataProtection().SetApplicationName("LabPortal").PersistKeysToFileSystem(KeyFolder(dataFolder));
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().AddRequirements(new SignedInOrListed()).Build())
            .AddPolicy(Launch, policy => policy.RequireRole(LabRoles.Member, LabRoles.Administrator));
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, RevalidatingAuthentication>();
        services.AddSingleton<SetupLink>();
        services.AddRateLimiter(Tries);
    }

    public static void UsePortalSecurity(this WebApplication app)
    {
        app.Use(Headers);
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    // The keys lie beside the database that they protect, as plain files: what keeps them is that only the portal's user may
    // read them. Encrypting them would need a second secret in the same place. Hence appsettings.json quiets the one warning.
    private static DirectoryInfo KeyFolder(string dataFolder)
    {
        var folder = new LabStorage(dataFolder).KeyFolder;
        try
        {
            return OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Private(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The start says what is wrong with the data folder.
            return new DirectoryInfo(folder);
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static DirectoryInfo Private(string folder)
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var made = Directory.CreateDirectory(folder, Own);
        made.UnixFileMode = Own; // also one that an older version made
        return made;
    }

    private static void Rules(IdentityOptions options)
    {
        // Length protects; mixed characters only annoy.
        options.Password = new PasswordOptions { RequiredLength = 10, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
        options.User.RequireUniqueEmail = true;
        options.Lockout.MaxFailedAccessAttempts = 10;
    }

    private static void Cookie(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions options)
    {
        options.LoginPath = Urls.SignIn;
        options.AccessDeniedPath = "/forbidden";
        options.Cookie.Name = "labportal";
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        var (toSignIn, toDenied) = (options.Events.OnRedirectToLogin, options.Events.OnRedirectToAccessDenied);
        options.Events.OnRedirectToLogin = context => IsCall(context.Request) ? Answer(context.Response, 401) : toSignIn(context);
        options.Events.OnRedirectToAccessDenied = context => IsCall(context.Request) ? Answer(context.Response, 403) : toDenied(context);
    }

    private static bool IsCall(HttpRequest request) => request.Path.StartsWithSegments("/api");

    private static Task Answer(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static void Tries(Microsoft.AspNetCore.RateLimiting.RateLimiterOptions options)
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
            HttpMethods.IsPost(http.Request.Method) && Guarded.Contains(http.Request.Path.Value, StringComparer.OrdinalIgnoreCase)
                ? RateLimitPartition.GetFixedWindowLimiter($"{http.Connection.RemoteIpAddress}", _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(""));
        options.OnRejected = async (context, cancel) =>
        {
            context.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.HttpContext.Response.Headers.RetryAfter = 60.ToString(CultureInfo.InvariantCulture);
            await context.HttpContext.Response.WriteAsync("Too many tries. Wait a minute and try again.", cancel);
        };
    }

    private static Task Headers(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        // Inline styles: the pages, Radzen and ECharts set widths and colours on elements.
        headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        return next(http);
    }
}
