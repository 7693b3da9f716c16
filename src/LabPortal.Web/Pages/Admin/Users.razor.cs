using LabPortal.Data.Users;
using LabPortal.Web.Controls;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Pages.Admin;

/// <summary>People and their roles. Every action takes a scope of its own: a page lives longer than a database context should.</summary>
public sealed partial class Users
{
    private IReadOnlyList<Person> people = [];
    private string? email, problem, link, me;
    private string role = LabRoles.Member;

    [CascadingParameter]
    private Task<AuthenticationState> Who { get; set; } = default!;

    private sealed record Person(string Id, string Name, string Email, string Role, bool HasPassword, bool Locked);

    protected override async Task OnInitializedAsync()
    {
        me = (await Who).User.Identity?.Name;
        await LoadAsync();
    }

    private Task LoadAsync() => WithUsersAsync(async users =>
    {
        var found = new List<Person>();
        foreach (var user in await users.Users.AsNoTracking().OrderBy(user => user.Email).ToListAsync())
            found.Add(new Person(user.Id, user.DisplayName, user.Email!, string.Join(", ", await users.GetRolesAsync(user)), user.PasswordHash is not null, user.LockoutEnd > DateTimeOffset.UtcNow));
        people = found;
    });

    private async Task InviteAsync()
    {
        (problem, link) = (null, null);
        await WithUsersAsync(async users =>
        {
            var user = new LabUser { UserName = email?.Trim(), Email = email?.Trim(), EmailConfirmed = true };
            var made = await users.CreateAsync(user);
            if (!made.Succeeded)
            {
                problem = string.Join(" ", made.Errors.Select(error => error.Description));
                return;
            }
            await users.AddToRoleAsync(user, role);
            link = await LinkOfAsync(users, user);
            email = null;
        });
        await LoadAsync();
    }

    private Task LinkAsync(string id) => WithUsersAsync(async users => link = await LinkOfAsync(users, (await users.FindByIdAsync(id))!));

    private async Task LockAsync(Person person)
    {
        if (!person.Locked && !await Dialogs.AskAsync($"{person.Email} is signed out within minutes and cannot sign in again until you let them.", "Lock out this person?", "Lock out"))
            return;
        await WithUsersAsync(async users =>
        {
            var user = (await users.FindByIdAsync(person.Id))!;
            await users.SetLockoutEndDateAsync(user, person.Locked ? null : DateTimeOffset.MaxValue);
            await users.UpdateSecurityStampAsync(user);
        });
        await LoadAsync();
    }

    private async Task<string> LinkOfAsync(UserManager<LabUser> users, LabUser user) =>
        Navigation.ToAbsoluteUri($"{Urls.Invite}?user={user.Id}&token={Uri.EscapeDataString(await users.GeneratePasswordResetTokenAsync(user))}").ToString();

    private async Task WithUsersAsync(Func<UserManager<LabUser>, Task> work)
    {
        await using var scope = Scopes.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<UserManager<LabUser>>());
    }
}
