using System.Security.Claims;
using System.Text.Json.Nodes;
using LabPortal.Data;
using LabPortal.Training.Specs;
using LabPortal.Web.Launching;
using LabPortal.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Api;

/// <summary>Experiments over HTTP: the same specs, checks and launches as on the page.</summary>
public static class ExperimentApi
{
    public static void MapExperiments(this WebApplication app)
    {
        var experiments = app.MapGroup("/api/experiments");
        experiments.MapGet("", ListAsync);
        experiments.MapGet("{id:guid}", ShowAsync);
        experiments.MapPost("", CreateAsync).RequireAuthorization(PortalSecurity.Launch).AddEndpointFilter<SameSite>();
    }

    private static async Task<IResult> ListAsync(IDbContextFactory<LabDbContext> contexts, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return Results.Ok(await db.Experiments.OrderByDescending(one => one.CreatedAt).Take(1000)
            .Select(one => new { one.Id, one.Name, one.Version, one.Description, one.StudyName, one.Budget, one.CreatedAt, one.CreatedBy, one.SpecHash }).ToListAsync(cancel));
    }

    private static async Task<IResult> ShowAsync(Guid id, IDbContextFactory<LabDbContext> contexts, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = await db.Experiments.AsNoTracking().Include(one => one.Arms).Include(one => one.Runs).AsSplitQuery().SingleOrDefaultAsync(one => one.Id == id, cancel);
        return found is null ? Results.NotFound() : Results.Ok(new
        {
            found.Id, found.Name, found.Version, found.Description, found.StudyName, found.Budget, found.CreatedAt, found.CreatedBy, found.SpecHash,
            spec = JsonNode.Parse(found.SpecJson),
            arms = found.Arms.OrderBy(arm => arm.Ordinal).Select(arm => new { arm.Id, arm.Name, arm.SpecHash, arm.TotalSteps, arm.Slot }),
            runs = found.Runs.OrderBy(run => run.Number).Select(run => new { run.Number, arm = found.Arms.First(arm => arm.Id == run.ArmId).Name, run.Seed, state = run.State.ToString().ToLowerInvariant(), run.Step, run.TotalSteps }),
        });
    }

    // Every error at once, by field: 400 with a problem document.
    private static async Task<IResult> CreateAsync(HttpRequest request, ClaimsPrincipal who, ExperimentLauncher launcher, LabCheck lab, bool queue = true, CancellationToken cancel = default)
    {
        using var reader = new StreamReader(request.Body);
        var result = ExperimentSpec.Parse(await reader.ReadToEndAsync(cancel));
        var errors = result.Errors.Count > 0 ? result.Errors : await lab.ErrorsAsync(result.Spec!, cancel);
        if (errors.Count > 0)
            return Results.ValidationProblem(
                errors.GroupBy(error => error.Field.Length == 0 ? "spec" : error.Field).ToDictionary(field => field.Key, field => field.Select(error => error.Message).ToArray()),
                title: "The spec has errors. Each is listed with its field.");
        var made = await launcher.LaunchAsync(result.Spec!, who.Identity?.Name ?? "", queue, cancel: cancel);
        return Results.Created($"/api/experiments/{made.Id}", new { made.Id, made.Name, made.Version, page = Urls.Experiment(made.Id) });
    }
}
