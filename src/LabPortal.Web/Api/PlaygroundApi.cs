using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using LabPortal.Training.Options;
using LabPortal.Training.Playground;
using LabPortal.Training.Specs;
using LabPortal.Web.Playground;
using LabPortal.Web.Security;

namespace LabPortal.Web.Api;

/// <summary>The playground over HTTP: a question to a run's checkpoint, answered at once. It computes on a worker: for members.</summary>
public static class PlaygroundApi
{
    public static void MapPlayground(this WebApplication app) =>
        app.MapPost("/api/runs/{number:int}/generate", GenerateAsync).RequireAuthorization(PortalSecurity.Launch).AddEndpointFilter<SameSite>();

    private static async Task<IResult> GenerateAsync(int number, HttpRequest request, ClaimsPrincipal who, PlaygroundReader runs, PlaygroundClient client, CancellationToken cancel)
    {
        if (await runs.FindAsync(number, cancel) is not { } run)
            return Results.NotFound();
        var errors = new List<SpecError>();
        var body = await BodyAsync(request, errors, cancel);
        var step = Step(body, run, errors);
        body.Remove("step");
        var options = (PlayOptions)OptionReader.Read(typeof(PlayOptions), body, "", errors);
        if (errors.Count > 0)
            return Refused(errors);
        var result = await client.AskAsync(run.Id, step, options, who.Identity?.Name ?? "", cancel);
        return result.Errors.Count == 0 ? Results.Ok(new { number, step, answer = result })
            : result.Errors.Any(error => error.Field.Length > 0) ? Refused(result.Errors)
            : Results.Problem(result.Errors[0].Message, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<JsonObject> BodyAsync(HttpRequest request, List<SpecError> errors, CancellationToken cancel)
    {
        if (request.ContentLength is null or 0)
            return [];
        try
        {
            if (await JsonNode.ParseAsync(request.Body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }, cancellationToken: cancel) is JsonObject body)
                return body;
        }
        catch (JsonException)
        {
            // Answered below, like JSON of another kind.
        }

        errors.Add(new SpecError("body", "The body is a JSON object, such as {\"example\": 0, \"temperature\": 0.8}."));
        return [];
    }

    private static long Step(JsonObject body, PlaygroundRun run, List<SpecError> errors)
    {
        if (body["step"] is JsonValue value && value.TryGetValue<long>(out var step))
            return step;
        if (body.ContainsKey("step"))
            errors.Add(new SpecError("step", $"{body["step"]?.ToJsonString() ?? "null"} is not a whole number."));
        else if (run.Steps.Count == 0)
            errors.Add(new SpecError("step", $"Run {run.Number} has no checkpoint yet."));
        return run.Steps.FirstOrDefault();
    }

    private static IResult Refused(IReadOnlyList<SpecError> errors) => Results.ValidationProblem(
        errors.GroupBy(error => error.Field.Length == 0 ? "answer" : error.Field).ToDictionary(field => field.Key, field => field.Select(error => error.Message).ToArray()),
        title: "The question has errors. Each is listed with its field.");
}
