using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;
using SubTracker.Web.Api;
using SubTracker.Web.Components.Parts;
using SubTracker.Web.Components.Subscriptions;
using SubTracker.Web.Session;

namespace SubTracker.Tests.Web;

/// <summary>Ada is signed in, the clock is at <see cref="Sample.Now"/>, and behind the pages stands a stub of the API.</summary>
public abstract class PageContext : BunitContext, IAsyncLifetime
{
    protected PageContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton<AccessTokens>();
        Services.AddTransient(_ => new AccountClient(Http()));
        Services.AddTransient(services => new SubTrackerClient(
            Http(), services.GetRequiredService<AccessTokens>(), services.GetRequiredService<AuthenticationStateProvider>(),
            services.GetRequiredService<NavigationManager>()));
        Services.AddScoped<Profile>();
        Services.AddScoped<Acts>();
        Services.AddScoped<SubscriptionActions>();
        this.AddAuthorization().SetAuthorized("Ada Lovelace").SetClaims(new Claim("session", Sample.SignedIn.RefreshToken));
        Api.Data(HttpMethod.Post, "auth/refresh", Sample.SignedIn);
        Api.Data(HttpMethod.Get, "users/me", Sample.Ada);
    }

    internal StubApi Api { get; } = new();

    protected FakeTimeProvider Clock { get; } = new(Sample.Now);

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
        Assert.Empty(Api.Unexpected);
    }

    /// <summary>The page, and what the layout gives it: a place for dialogs and for short messages.</summary>
    protected IRenderedComponent<Framed> Show<TPage>(Dictionary<string, object>? parameters = null) where TPage : IComponent =>
        Show(typeof(TPage), parameters);

    protected IRenderedComponent<Framed> Show(Type page, Dictionary<string, object>? parameters = null)
    {
        Render<MudPopoverProvider>();
        return Render<Framed>(frame => frame.Add(framed => framed.Page, page).Add(framed => framed.Parameters, parameters));
    }

    private HttpClient Http() => new(Api, disposeHandler: false) { BaseAddress = new("http://api.test/api/v1/") };
}
