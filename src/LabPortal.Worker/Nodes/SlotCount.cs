using System.Globalization;
using LabPortal.Worker.Commands;

namespace LabPortal.Worker.Nodes;

/// <summary>What a worker offers, written as <c>cpu=2</c> or <c>cpu=1,gpu=2</c>.</summary>
internal static class SlotCount
{
    private const int Most = 64;

    /// <summary>One run for each core: two one-thread runs side by side train faster than one with two threads.</summary>
    public static string Default => $"cpu={Math.Min(Environment.ProcessorCount, Most)}";

    /// <exception cref="CommandException">It is not written like that.</exception>
    public static IReadOnlyDictionary<string, int> Parse(string text)
    {
        var slots = new Dictionary<string, int>();
        foreach (var part in text.Split(','))
        {
            var (kind, count) = part.Split('=') is [var name, var number] && int.TryParse(number, CultureInfo.InvariantCulture, out var parsed) ? (name, parsed) : ("", 0);
            if (kind is not ("cpu" or "gpu") || count is < 1 or > Most || !slots.TryAdd(kind, count))
                throw new CommandException(CommandLine.Misused, $"--slots takes cpu=N or cpu=N,gpu=N with N from 1 to {Most}; \"{text}\" is not that.");
        }

        slots.TryAdd("cpu", 1);
        return slots;
    }
}
