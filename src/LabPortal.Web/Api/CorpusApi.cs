using System.Security.Claims;
using LabPortal.Data.Artifacts;
using LabPortal.Data.Corpora;
using LabPortal.Web.Corpora;
using LabPortal.Web.Security;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LabPortal.Web.Api;

/// <summary>The texts of the lab over HTTP: the same ways in, and the same refusals, as on the page.</summary>
public static class CorpusApi
{
    private const string Text = "text/plain; charset=utf-8";

    private sealed record FromUrl(string? Url, string? Sha256, string? Name);

    private sealed record FromPath(string? Path);

    public static void MapCorpora(this WebApplication app)
    {
        var corpora = app.MapGroup("/api/corpora");
        corpora.MapGet("", ListAsync);
        corpora.MapGet("{hash}", ShowAsync);
        corpora.MapGet("{hash}/content", ContentAsync);
        var changes = corpora.MapGroup("").RequireAuthorization(PortalSecurity.Launch);
        changes.MapPost("", UploadAsync).AddEndpointFilter<OwnOrigin>();
        changes.MapPost("from-url", FromUrlAsync).AddEndpointFilter<SameSite>();
        changes.MapPost("from-path", FromPathAsync).AddEndpointFilter<SameSite>();
        changes.MapDelete("{hash}", DeleteAsync).AddEndpointFilter<SameSite>();
    }

    private static async Task<IResult> ListAsync(CorpusStore corpora, CancellationToken cancel) =>
        Results.Ok((await corpora.AllAsync(cancel)).Select(corpus => new { corpus.Hash, corpus.Name, corpus.Bytes, corpus.Characters, corpus.Symbols, corpus.At }));

    private static async Task<IResult> ShowAsync(string hash, CorpusStore corpora, CancellationToken cancel)
    {
        if (await corpora.FindAsync(hash, cancel) is not { } corpus)
            return Results.NotFound();
        var split = new CorpusSplit(corpus.Characters);
        return Results.Ok(new
        {
            corpus.Hash, corpus.Name, corpus.Bytes, corpus.Characters, corpus.Symbols, corpus.Preview, corpus.At, corpus.By, corpus.Source,
            trainingCharacters = split.Training, heldOutCharacters = split.HeldOut,
            topSymbols = (await corpora.SymbolsAsync(hash, cancel)).Select(symbol => new { symbol = char.ConvertFromUtf32(symbol.CodePoint), symbol.Count }),
            experiments = (await corpora.UsersAsync(hash, cancel)).Select(user => new { user.Id, user.Name, user.Version }),
        });
    }

    private static async Task<IResult> ContentAsync(string hash, CorpusStore corpora, ArtifactStore artifacts, CancellationToken cancel) =>
        await corpora.FindAsync(hash, cancel) is { } corpus && await artifacts.OpenAsync(hash, cancel) is { } content
            ? Results.File(content, Text, corpus.Name, enableRangeProcessing: true)
            : Results.NotFound();

    // The body is the text itself, named by ?name=, or a form with one file. It goes to disk as it comes: nothing is buffered.
    private static async Task<IResult> UploadAsync(HttpContext http, ClaimsPrincipal who, CorpusIntake intake, string? name, CancellationToken cancel)
    {
        // The intake stops at the limit that the administrator set; Kestrel's own is 30 MB.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = null;
        var (content, length, file) = (http.Request.Body, http.Request.ContentLength, name);
        if (http.Request.HasFormContentType)
        {
            if (await FileAsync(http.Request, cancel) is not { } part)
                return Answer(CorpusAdded.No("text", "The form has no file: send one as a part with a file name, or the text itself as the body."));
            (content, length, file) = (part.Section.Body, null, name ?? part.FileName);
        }
        if (string.IsNullOrWhiteSpace(file))
            return Answer(CorpusAdded.No("name", "The text has no name: add ?name=shakespeare.txt to the address."));
        return Answer(await intake.UploadAsync(content, length, file, Name(who), cancel: cancel));
    }

    private static async Task<IResult> FromUrlAsync(FromUrl asked, ClaimsPrincipal who, CorpusIntake intake, CancellationToken cancel) =>
        Answer(await intake.FromUrlAsync(asked.Url, asked.Sha256, asked.Name, Name(who), cancel: cancel));

    private static async Task<IResult> FromPathAsync(FromPath asked, ClaimsPrincipal who, CorpusIntake intake, CancellationToken cancel) =>
        Answer(await intake.FromPathAsync(asked.Path, Name(who), cancel: cancel));

    private static async Task<IResult> DeleteAsync(string hash, CorpusStore corpora, CancellationToken cancel)
    {
        var deleted = await corpora.DeleteAsync(hash, cancel);
        return deleted.IsGone ? Results.NoContent()
            : deleted.UsedBy.Count > 0 ? Results.Problem(CorpusUse.Refusal(deleted.UsedBy), statusCode: 409)
            : Results.NotFound();
    }

    private static IResult Answer(CorpusAdded added) => added switch
    {
        { Corpus: { } corpus, WasThere: false } => Results.Created($"/api/corpora/{corpus.Hash}", new { corpus.Hash, corpus.Name, corpus.Bytes, corpus.Characters, corpus.Symbols, page = Urls.Dataset(corpus.Hash) }),
        _ => Results.ValidationProblem(
            added.Refusals.GroupBy(refusal => refusal.Field).ToDictionary(field => field.Key, field => field.Select(refusal => refusal.Reason).ToArray()),
            title: "The text was not added.", statusCode: added.WasThere ? 409 : 400,
            extensions: added.WasThere ? new Dictionary<string, object?> { ["hash"] = added.Corpus!.Hash } : null),
    };

    private static async Task<(MultipartSection Section, string FileName)?> FileAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
            return null;
        try
        {
            var parts = new MultipartReader(boundary, request.Body);
            while (await parts.ReadNextSectionAsync(cancel) is { } part)
                if (part.GetContentDispositionHeader() is { } header && (header.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(header.FileName).Value) is { Length: > 0 } file)
                    return (part, file);
        }
        catch (IOException)
        {
            // Not a form, or not all of it.
        }

        return null;
    }

    private static string Name(ClaimsPrincipal who) => who.Identity?.Name ?? "";
}
