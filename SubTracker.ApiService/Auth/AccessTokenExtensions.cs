using Microsoft.AspNetCore.Authentication.JwtBearer;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Users;

namespace SubTracker.ApiService.Auth;

internal static class AccessTokenExtensions
{
    /// <summary>The scheme has no default: in one process with the web front end, pages have a cookie scheme of their own.</summary>
    public static void AddAccessTokens(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<JwtOptions>().BindConfiguration("Jwt")
            .Validate(options => options.IsLongEnough, JwtOptions.Advice)
            .ValidateOnStart();
        builder.Services.AddSingleton<AccessTokens>();
        builder.Services.AddAuthentication().AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<AccessTokens>((options, tokens) =>
            {
                options.MapInboundClaims = false;
                options.TokenValidationParameters = tokens.Accepted;
            });
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Access.SignedIn, policy => policy
                .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme)
                .RequireAuthenticatedUser())
            .AddPolicy(Access.Administrator, policy => policy
                .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme)
                .RequireRole(nameof(Role.Admin)));
    }
}
