using LabPortal.Web.Toasts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace LabPortal.Web.Workers;

public sealed partial class QueueRulesForm(QueueControl control, Toaster toaster)
{
    private RulesDraft? draft;
    private IReadOnlyDictionary<string, string[]> problems = new Dictionary<string, string[]>();
    private bool busy;

    [Parameter, EditorRequired]
    public required bool IsAdministrator { get; set; }

    /// <summary>Whom to offer when a limit is written for somebody.</summary>
    [Parameter]
    public IReadOnlyList<string> People { get; set; } = [];

    /// <summary>Called when new rules hold.</summary>
    [Parameter]
    public EventCallback Saved { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Who { get; set; } = default!;

    // Read once: what somebody is entering must not change under their hands.
    protected override async Task OnInitializedAsync() => draft = RulesDraft.Of(await control.RulesAsync());

    private string? ProblemOf(string field) => problems.TryGetValue(field, out var found) ? string.Join(' ', found) : null;

    private async Task SaveAsync()
    {
        if (!IsAdministrator)
            return;
        busy = true;
        problems = await control.RuleAsync(draft!.ToRules(), (await Who).User.Identity?.Name ?? "");
        if (problems.Count == 0)
        {
            toaster.Say("The queue goes by the new rules.", ToastKind.Good);
            await Saved.InvokeAsync();
        }
        busy = false;
    }
}
