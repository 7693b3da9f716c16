using LabPortal.Data.Corpora;

namespace LabPortal.Web.Api;

/// <summary>The texts of the lab over HTTP.</summary>
public static class CorpusApi
{
    public static void MapCorpora(this WebApplication app) => app.MapGet("/api/corpora", ListAsync);

    private static async Task<IResult> ListAsync(CorpusStore corpora, CancellationToken cancel) =>
        Results.Ok((await corpora.AllAsync(cancel)).Select(corpus => new { corpus.Hash, corpus.Name, corpus.Bytes, corpus.Characters, corpus.Symbols, corpus.At }));
}
