using System.Security.Cryptography;
using System.Text;
using LabPortal.Data.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace LabPortal.Web.Security;

/// <summary>The one-time link that makes the first administrator. Every start without one makes a new link and forgets the old.</summary>
public sealed class SetupLink(IServiceScopeFactory scopes)
{
    private readonly SemaphoreSlim oneAtATime = new(1);
    private byte[]? hash;

    /// <summary>For the console only, until the portal has printed it.</summary>
    public string? Token { get; private set; }

    public bool IsOpen => hash is not null;

    public async Task PrepareAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
        foreach (var role in LabRoles.All)
            if (!await roles.RoleExistsAsync(role))
                await roles.CreateAsync(new IdentityRole(role));
        var users = scope.ServiceProvider.GetRequiredService<UserManager<LabUser>>();
        if ((await users.GetUsersInRoleAsync(LabRoles.Administrator)).Count > 0)
            return;
        Token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        hash = Hash(Token);
    }

    public bool Opens(string? token) => hash is { } expected && token is not null && CryptographicOperations.FixedTimeEquals(Hash(token), expected);

    /// <summary>Creates the administrator and closes the link; the errors say what to change.</summary>
    public async Task<IReadOnlyList<string>> UseAsync(string? token, LabUser user, string password, UserManager<LabUser> users)
    {
        await oneAtATime.WaitAsync();
        try
        {
            if (!Opens(token))
                return ["This link has been used or is of an earlier start. The portal prints the current one on its console."];
            var made = await users.CreateAsync(user, password);
            if (!made.Succeeded)
                return made.Errors.Select(error => error.Description).ToList();
            await users.AddToRoleAsync(user, LabRoles.Administrator);
            (hash, Token) = (null, null);
            return [];
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
