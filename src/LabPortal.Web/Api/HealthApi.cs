using LabPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Api;

public static class HealthApi
{
    public static void MapHealth(this WebApplication app) => app.MapGet("/health", AnswerAsync);

    private static async Task<IResult> AnswerAsync(IDbContextFactory<LabDbContext> contexts, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Database.CanConnectAsync(cancel) ? Results.Text("healthy") : Results.Text("database unreachable", statusCode: 503);
    }
}
