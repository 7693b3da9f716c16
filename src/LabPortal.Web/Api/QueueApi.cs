using System.Security.Claims;
using LabPortal.Data;
using LabPortal.Data.Queue;
using LabPortal.Data.Users;
using LabPortal.Data.Workers;
using LabPortal.Web.Security;
using LabPortal.Web.Workers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Api;

/// <summary>The queue and the workers over HTTP.</summary>
public static class QueueApi
{
    private static readonly AuthorizeAttribute Administrators = new() { Roles = LabRoles.Administrator };

    public static void MapQueue(this WebApplication app)
    {
        app.MapGet("/api/queue", ShowAsync);
        app.MapGet("/api/queue/rules", RulesAsync);
        app.MapGet("/api/workers", WorkersAsync);
        var queue = app.MapGroup("/api/queue").AddEndpointFilter<SameSite>();
        queue.MapPut("rules", RuleAsync).RequireAuthorization(Administrators);
        queue.MapPost("pause", (QueueControl control, ClaimsPrincipal who, CancellationToken cancel) => PauseAsync(true, control, who, cancel)).RequireAuthorization(Administrators);
        queue.MapPost("resume", (QueueControl control, ClaimsPrincipal who, CancellationToken cancel) => PauseAsync(false, control, who, cancel)).RequireAuthorization(Administrators);
        queue.MapPost("runs/{number:int}/move", MoveAsync).RequireAuthorization(PortalSecurity.Launch);
        queue.MapPost("runs/{number:int}/priority", PrioritizeAsync).RequireAuthorization(PortalSecurity.Launch);
        var workers = app.MapGroup("/api/workers").AddEndpointFilter<SameSite>();
        foreach (var (verb, mode) in new[] { ("pause", WorkerMode.Paused), ("resume", WorkerMode.Working), ("drain", WorkerMode.Draining) })
            workers.MapPost("{name}/" + verb, (string name, QueueControl control, ClaimsPrincipal who, CancellationToken cancel) => TurnAsync(name, mode, control, who, cancel)).RequireAuthorization(Administrators);
    }

    private static async Task<IResult> ShowAsync(QueueBoardReader boards, CancellationToken cancel)
    {
        var board = await boards.ReadAsync(anew: true, cancel);
        return Results.Ok(new
        {
            board.Waiting, paused = board.State.Rules.IsPaused,
            runs = board.Lines.Select(line => new
            {
                line.Position, line.Planned.Run.Number, line.Experiment, line.Arm, line.Seed, owner = line.Planned.Run.Owner, slot = line.Planned.Run.Slot, line.Planned.Run.Priority,
                needsBytes = line.Planned.Run.NeedsBytes, line.QueuedAt, startsInSeconds = line.StartsIn?.TotalSeconds, held = line.Planned.Held,
            }),
            training = board.State.Training.Select(run => new { run.Number, run.Owner, run.Worker, run.Slot, run.Device, run.EtaSeconds }),
        });
    }

    private static async Task<IResult> RulesAsync(QueueControl control, CancellationToken cancel) => Results.Ok(await control.RulesAsync(cancel));

    private static async Task<IResult> RuleAsync(QueueRules rules, QueueControl control, ClaimsPrincipal who, CancellationToken cancel) =>
        await control.RuleAsync(rules, Name(who), cancel) is { Count: > 0 } problems
            ? Results.ValidationProblem(problems.ToDictionary(), title: "The rules have errors. Each is listed with its field.")
            : Results.Ok(await control.RulesAsync(cancel));

    private static async Task<IResult> PauseAsync(bool paused, QueueControl control, ClaimsPrincipal who, CancellationToken cancel)
    {
        await control.PauseAsync(paused, Name(who), cancel);
        return Results.Ok(new { paused });
    }

    private static async Task<IResult> MoveAsync(int number, string? to, IDbContextFactory<LabDbContext> contexts, IRunQueue queue, CancellationToken cancel) =>
        !(to is not null && to.All(char.IsLetter) && Enum.TryParse<QueueMove>(to, true, out var move)) ? Problem("to", "Takes up, down or top.")
        : await IdAsync(number, contexts, cancel) is not { } id ? Results.NotFound()
        : await queue.MoveAsync(id, move, cancel) ? Results.NoContent()
        : Results.Problem($"Run {number} does not wait, or cannot go further there.", statusCode: 409);

    private static async Task<IResult> PrioritizeAsync(int number, string? to, IDbContextFactory<LabDbContext> contexts, IRunQueue queue, CancellationToken cancel)
    {
        if (!int.TryParse(to, out var priority) || Math.Abs(priority) > PriorityRange.Most)
            return Problem("to", $"Takes a whole number from -{PriorityRange.Most} to {PriorityRange.Most}; higher ones go first.");
        if (await IdAsync(number, contexts, cancel) is not { } id)
            return Results.NotFound();
        await queue.PrioritizeAsync(id, priority, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> WorkersAsync(QueueBoardReader boards, TimeProvider clock, CancellationToken cancel)
    {
        var board = await boards.ReadAsync(anew: true, cancel);
        return Results.Ok(board.Workers.Select(worker => new
        {
            worker.Name, mode = worker.Mode.ToString().ToLowerInvariant(), alive = worker.IsAlive(clock.GetUtcNow().UtcDateTime), worker.Slots, worker.Version, worker.Cores, worker.MemoryBytes,
            worker.CpuPercent, worker.FreeBytes, worker.Gpus, worker.StartedAt, worker.HeartbeatAt, trains = board.TrainedBy(worker.Name).Select(run => run.Number),
        }));
    }

    private static async Task<IResult> TurnAsync(string name, WorkerMode mode, QueueControl control, ClaimsPrincipal who, CancellationToken cancel) =>
        await control.TurnAsync(name, mode, Name(who), cancel) ? Results.Ok(new { name, mode = mode.ToString().ToLowerInvariant() }) : Results.NotFound();

    private static async Task<Guid?> IdAsync(int number, IDbContextFactory<LabDbContext> contexts, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Runs.Where(run => run.Number == number).Select(run => (Guid?)run.Id).SingleOrDefaultAsync(cancel);
    }

    private static IResult Problem(string field, string message) => Results.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] });

    private static string Name(ClaimsPrincipal who) => who.Identity?.Name ?? "";
}
