using System.Diagnostics;
using LabPortal.Training.Decoding;
using LabPortal.Training.Models;
using LabPortal.Training.Running;
using LabPortal.Training.Specs;
using static TorchSharp.torch;

namespace LabPortal.Bench;

/// <summary>
/// 64 new tokens for each of 256 prompts of 64, at nanoGPT's CPU configuration with block 128, temperature 1. The peer goes through
/// the prompts one after another, as nanoGPT's sampling script does (32 of them, times 8), and once through all as one batch. And
/// the first token of a single prompt.
/// </summary>
internal sealed class SampleBench : IBench
{
    private const int Prompts = 256, PromptLength = 64, New = 64, Rounds = 3, Looped = 32;
    private static readonly GptSize Size = new(4, 4, 128, 128, 12);

    public string Name => "sample";

    public Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var spec = RunSpec.ParseRun(Size.Spec(new string('0', 64), 1)).Spec!;
        manual_seed(1);
        using var network = spec.Model.Build(MadeUpText.Symbols, Size.Block);
        network.eval();
        Machine.Prepare(Environment.ProcessorCount);
        var random = new Random(1);
        int[][] prompts = [.. Enumerable.Range(0, Prompts).Select(_ => Enumerable.Range(0, PromptLength).Select(_ => random.Next(MadeUpText.Symbols)).ToArray())];
        var (all, first, loop) = (new List<double>(), new List<double>(), new List<double>());
        Seconds(network, prompts[..4], 4);
        for (var round = 0; round < Rounds; round++)
        {
            all.Add(Seconds(network, prompts, New));
            first.Add(1000 * Seconds(network, prompts[..1], 1));
            if (Peer.IsHere) loop.Add(PeerSeconds(Looped, "--loop") * Prompts / Looped);
        }

        var seconds = Median.Of(all);
        var (looped, batched) = Peer.IsHere ? (Median.Of(loop), PeerSeconds(Prompts)) : ((double?)null, (double?)null);
        double Tokens(double time) => Prompts * New / time;
        double? PeerTokens(double? time) => time is { } known ? Tokens(known) : null;
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new Figure("sample-256x64.seconds", seconds, "s", Peer: looped),
            new Figure("sample-256x64.tokens-per-second", Tokens(seconds), "tokens/s", looped is null ? null : 50, Peer: PeerTokens(looped)),
            new Figure("sample-256x64.tokens-per-second-against-one-batch", Tokens(seconds), "tokens/s", Peer: PeerTokens(batched)),
            new Figure("sample.first-token", Median.Of(first), "ms", Bar: 100, LessIsBetter: true),
        ]);
    }

    private static double Seconds(Network network, int[][] prompts, int length)
    {
        using var sampler = new Sampler(new SamplingOptions(1, 0, 1), 1);
        var clock = Stopwatch.StartNew();
        LeftToRight.Generate(network, prompts, length, sampler, CPU);
        return clock.Elapsed.TotalSeconds;
    }

    private static double PeerSeconds(int prompts, params string[] more) =>
        (double)Peer.Run([
            "generate", .. Size.Arguments, .. more,
            .. Peer.Arguments(("prompts", prompts), ("prompt-length", PromptLength), ("new", New), ("threads", Environment.ProcessorCount))])["seconds"]!;
}
