using Radzen;

namespace LabPortal.Web.Controls;

/// <summary>Asks before something cannot be undone.</summary>
public static class Confirm
{
    public static async Task<bool> AskAsync(this DialogService dialogs, string question, string title, string verb) =>
        await dialogs.Confirm(question, title, new ConfirmOptions { OkButtonText = verb, CancelButtonText = "Keep it" }) == true;
}
