using LabPortal.Data.Experiments;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;

namespace LabPortal.Data.Tests.Runs;

/// <summary>Runs 1 to 6 over two arms and three seeds: 1 to 4 completed, 5 running, 6 a draft; accuracy 0.1, 0.2, 0.3, NaN.</summary>
internal static class TableLab
{
    public static async Task<TempLab> CreateAsync()
    {
        var lab = await TempLab.CreateAsync();
        await lab.Get<ExperimentStore>().CreateAsync(new("pitfalls", "", "{}", "0",
            [new("forward", Spec(2, "gpt"), "1", 500), new("reversed", Spec(10, "mlp"), "2", 500)], [1, 2, 3], "somebody"));
        for (var number = 1; number <= 5; number++)
        {
            var run = (await lab.Get<RunQueries>().NumberedAsync([number], new()))[0];
            await lab.Get<IRunQueue>().EnqueueAsync([run.Id]);
            var lease = (await lab.Get<Leases>().ClaimAsync(run.Id, "worker-a"))!;
            if (number == 5) break;
            await lab.Get<AttemptWriter>().WriteAsync(lease, new(1)
            {
                Metrics = [new("eval/accuracy", 9, number == 4 ? double.NaN : number / 10.0, DateTime.UtcNow), new("train/loss", 9, 1, DateTime.UtcNow)],
                Progress = new(number * 10, 500, null),
            });
            await lab.Get<Leases>().EndAsync(lease, AttemptOutcome.Completed);
        }

        return lab;
    }

    public static async Task<Guid> IdAsync(this TempLab lab, int number) => (await lab.Get<RunQueries>().NumberedAsync([number], new()))[0].Id;

    public static async Task<IEnumerable<int>> NumbersAsync(this TempLab lab, params string[] filters) =>
        (await lab.Get<RunQueries>().PageAsync(new() { Filters = [.. filters.Select(Filter)] })).Rows.Select(r => r.Number);

    public static RunFilter Filter(string text) => RunFilter.TryParse(text, out var filter, out var problem) ? filter : throw new ArgumentException(problem);

    public static RunField Field(string text) => RunField.TryParse(text, out var field, out var problem) ? field : throw new ArgumentException(problem);

    private static string Spec(int degree, string model) =>
        $$"""{"schema":1,"task":{"name":"path-star","options":{"degree":{{degree}} } },"model":{"name":"{{model}}" },"transforms":[{"name":"reverse"}],"training":{"compile":true,"device":null} }""";
}
