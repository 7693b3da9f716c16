using LabPortal.Data.Workers;
using LabPortal.Worker.Commands;

namespace LabPortal.Worker.Nodes;

/// <summary>Reads what a worker is to offer.</summary>
internal static class SlotCount
{
    /// <summary>One run for each core: two one-thread runs side by side train faster than one with two threads.</summary>
    public static WorkerSlots Default => new(Math.Min(Environment.ProcessorCount, WorkerSlots.Most), []);

    /// <exception cref="CommandException">It is not written as it should be.</exception>
    public static WorkerSlots Parse(string text) => WorkerSlots.Parse(text) is { } slots
        ? slots.Cpu > 0 ? slots : slots with { Cpu = 1 }
        : throw new CommandException(CommandLine.Misused,
            $"--slots takes cpu=N, gpu=N or both as cpu=N,gpu=N with N from 1 to {WorkerSlots.Most}, or the numbers of devices as gpu=0+2; \"{text}\" is not that.");
}
