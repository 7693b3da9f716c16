using System.Security.Claims;
using LabPortal.Data.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace LabPortal.Web.Api;

/// <summary>The account page's forms. Each needs the antiforgery token that the page carries.</summary>
public static class AccountApi
{
    public static void MapAccount(this WebApplication app)
    {
        app.MapPost(Urls.SignOut, SignOutAsync);
        app.MapPost("/account/name", RenameAsync);
        app.MapPost("/account/password", ChangePasswordAsync);
    }

    private static async Task<IResult> SignOutAsync([FromForm] IFormCollection form, SignInManager<LabUser> signIn)
    {
        await signIn.SignOutAsync();
        return Results.LocalRedirect(Urls.SignIn);
    }

    private static async Task<IResult> RenameAsync([FromForm] string name, ClaimsPrincipal who, UserManager<LabUser> users, SignInManager<LabUser> signIn)
    {
        var user = (await users.GetUserAsync(who))!;
        user.DisplayName = name.Trim();
        return await FinishAsync(await users.UpdateAsync(user), user, signIn, "The name is saved.");
    }

    private static async Task<IResult> ChangePasswordAsync([FromForm] string old, [FromForm(Name = "new")] string fresh, ClaimsPrincipal who, UserManager<LabUser> users, SignInManager<LabUser> signIn)
    {
        var user = (await users.GetUserAsync(who))!;
        return await FinishAsync(await users.ChangePasswordAsync(user, old, fresh), user, signIn, "The password is changed. Other browsers are signed out within minutes.");
    }

    private static async Task<IResult> FinishAsync(IdentityResult result, LabUser user, SignInManager<LabUser> signIn, string saved)
    {
        if (!result.Succeeded)
            return Results.LocalRedirect($"{Urls.Account}?problem={Uri.EscapeDataString(string.Join(" ", result.Errors.Select(error => error.Description)))}");
        await signIn.RefreshSignInAsync(user);
        return Results.LocalRedirect($"{Urls.Account}?saved={Uri.EscapeDataString(saved)}");
    }
}
