using System.CommandLine;
using LabPortal.Data;
using LabPortal.Data.Artifacts;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Worker.Commands;

/// <summary><c>artifacts</c>: says where a lab keeps its artifacts, or moves them while portal and workers go on.</summary>
internal static class ArtifactsCommand
{
    private static readonly Argument<string?> To = new("place")
    {
        Description = "A folder that all machines see, or s3://bucket/prefix?endpoint=…", Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Build()
    {
        var command = new Command("artifacts", "Say where the artifacts are, or copy them to another place and use that") { To, LabPlace.Data, LabPlace.Database };
        command.SetAction((parsed, cancel) => LabWork.RunAsync(LabPlace.Services(parsed), async provider =>
        {
            await provider.GetRequiredService<LabDatabase>().OpenAsync(cancel);
            var move = provider.GetRequiredService<ArtifactMove>();
            if (parsed.GetValue(To) is { } place) await move.RunAsync(place, LabWork.Say, cancel);
            else Console.WriteLine(await move.WhereAsync(cancel));
        }));
        return command;
    }
}
