using LabPortal.Data.Queue;
using LabPortal.Data.Users;
using LabPortal.Data.Workers;
using LabPortal.Web.Live;
using LabPortal.Web.Workers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace LabPortal.Web.Pages.Workers;

public sealed partial class Index(QueueBoardReader boards, QueueControl control, IRunQueue queue, LocalWorker local, PortalOptions options) : LivePage
{
    // Those that went away stay to be seen; many of them would hide the others.
    private const int MostSilent = 6;

    private QueueBoard? board;
    private bool isAdministrator;
    private string me = "";

    [SupplyParameterFromQuery]
    private string? Tab { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Who { get; set; } = default!;

    private string Active => Tab is "history" or "rules" ? Tab : "now";

    private QueueRules? Rules => board?.State.Rules;

    private IReadOnlyList<string> People => [.. board!.Lines.Select(line => line.Planned.Run.Owner).Concat(board.State.Training.Select(run => run.Owner)).Distinct().Order()];

    protected override bool Concerns(LabNews news) => true;

    protected override async Task LoadAsync()
    {
        var user = (await Who).User;
        (isAdministrator, me) = (user.IsInRole(LabRoles.Administrator), user.Identity?.Name ?? "");
        board = await boards.ReadAsync(cancel: Gone);
    }

    private async Task ShowAsync() => board = await boards.ReadAsync(anew: true, Gone);

    private async Task PauseAsync(bool paused)
    {
        await control.PauseAsync(paused, me, Gone);
        await ShowAsync();
    }

    private async Task TurnAsync(string worker, WorkerMode mode)
    {
        await control.TurnAsync(worker, mode, me, Gone);
        await ShowAsync();
    }

    private async Task MoveAsync((WaitingRun Run, QueueMove Move) wanted)
    {
        await queue.MoveAsync(wanted.Run.Id, wanted.Move, Gone);
        await ShowAsync();
    }

    private async Task PrioritizeAsync((WaitingRun Run, int Priority) wanted)
    {
        await queue.PrioritizeAsync(wanted.Run.Id, wanted.Priority, Gone);
        await ShowAsync();
    }
}
