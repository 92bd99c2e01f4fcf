using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;
using SubTracker.ServiceDefaults;
using SubTracker.Web.Api;
using SubTracker.Web.Components;
using SubTracker.Web.Components.Parts;
using SubTracker.Web.Components.Subscriptions;
using SubTracker.Web.Platform;
using SubTracker.Web.Session;

namespace SubTracker.Web;

/// <summary>The pages. They reach the API over HTTP alone and may share a process with it.</summary>
public static class WebFrontEnd
{
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.AddApiClients();
        builder.AddSessions();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices(services =>
        {
            // Below, where it covers no button of a page or a dialog; the last word is enough.
            services.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomLeft;
            services.SnackbarConfiguration.MaxDisplayedSnackbars = 1;
            services.SnackbarConfiguration.VisibleStateDuration = 4000;
        });
        builder.Services.AddScoped<Profile>();
        builder.Services.AddScoped<Acts>();
        builder.Services.AddScoped<SubscriptionActions>();
        builder.Services.AddResponseCompression();
    }

    public static void MapWeb(this WebApplication app)
    {
        app.UseWhen(PagePaths.IsPage, pages =>
        {
            pages.UsePageHeaders();
            pages.UseResponseCompression();
            pages.UseRequestLocalization("en");
            pages.UseProblemPages();
            pages.Use(SignInFromCookieAsync);
            pages.UseAntiforgery();
        });
        app.MapStaticAssets();
        app.MapSession();
        app.MapExport();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    private static void AddApiClients(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient<AccountClient>(ToApi).Direct();
        builder.Services.AddHttpClient<SubTrackerClient>(ToApi).Direct();
        builder.Services.AddHttpClient<ExportClient>(ToApi).Direct();
        builder.Services.AddHttpClient(nameof(ApiForwarding)).Direct();
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton<AccessTokens>();

        static void ToApi(IServiceProvider services, HttpClient http) =>
            http.BaseAddress = new Uri(ApiAddress(services.GetRequiredService<IConfiguration>()), "/api/v1/");
    }

    /// <exception cref="CannotStartException">It is none.</exception>
    public static Uri ApiAddress(IConfiguration configuration) =>
        Uri.TryCreate(configuration["Web:ApiBaseUrl"] ?? "https+http://api", UriKind.Absolute, out var address) && address.Scheme.Contains("http", StringComparison.Ordinal)
            ? address
            : throw new CannotStartException("Set Web:ApiBaseUrl (Web__ApiBaseUrl) to the address of the API, such as http://127.0.0.1:5090.");

    // A neighbour's answer comes from the neighbour: no proxy of the environment, no cookie jar shared by all sessions.
    private static void Direct(this IHttpClientBuilder http) =>
        http.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });

    private static void AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication().AddCookie(WebSession.Scheme, options =>
        {
            options.Cookie.Name = "subtracker.session";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "returnUrl";
            options.ExpireTimeSpan = TimeSpan.FromDays(30);
        });
        builder.Services.AddAuthorizationBuilder().AddPolicy(WebSession.Policy, policy => policy
            .AddAuthenticationSchemes(WebSession.Scheme)
            .RequireAuthenticatedUser());
        builder.Services.AddCascadingAuthenticationState();
        builder.KeepKeys();
    }

    /// <summary>Cookies stay readable over a restart, and by every replica: their keys lie with the API, or in the data folder of a single web.</summary>
    private static void KeepKeys(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["Web:Secret"] is { Length: > 0 } secret)
        {
            if (secret.Length < 32)
                throw new CannotStartException("Set Web:Secret (Web__Secret) to a secret of at least 32 characters, the same for the web and the API.");
            builder.Services.AddSingleton<KeySeal>();
            builder.Services.AddSingleton<SharedKeys>();
            builder.Services.AddDataProtection().SetApplicationName("SubTracker");
            builder.Services.AddOptions<KeyManagementOptions>().Configure<SharedKeys, KeySeal>((options, keys, seal) =>
                (options.XmlRepository, options.XmlEncryptor) = (keys, seal));
            return;
        }
        if (builder.Configuration["SubTracker:DataFolder"] is not { Length: > 0 } dataFolder)
            return;
        var keys = Path.Combine(dataFolder, "keys");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(keys);
        else
            Directory.CreateDirectory(keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        builder.Services.AddDataProtection().SetApplicationName("SubTracker").PersistKeysToFileSystem(new DirectoryInfo(keys));
        // The keys lie readable to their owner alone, as the database beside them does; nothing on every platform encrypts them further.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
    }

    // There is no default scheme: the API beside us has its own.
    private static async Task SignInFromCookieAsync(HttpContext context, RequestDelegate next)
    {
        if (await context.AuthenticateAsync(WebSession.Scheme) is { Succeeded: true, Principal: var user })
            context.User = user;
        await next(context);
    }
}
