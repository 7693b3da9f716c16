using System.Globalization;

namespace LabPortal.Data.Workers;

/// <summary>What a worker offers, written as <c>cpu=2</c>, <c>cpu=1,gpu=2</c> (devices 0 and 1) or <c>gpu=0+2</c> (these two).</summary>
/// <param name="Cpu">How many runs at once on the processor.</param>
/// <param name="Devices">The device of each gpu slot; one that stands there twice trains two runs at once.</param>
public sealed record WorkerSlots(int Cpu, IReadOnlyList<int> Devices)
{
    public const int Most = 64;
    public const string CpuKind = "cpu", GpuKind = "gpu";

    public static readonly WorkerSlots None = new(0, []);

    public int Of(string kind) => kind switch { CpuKind => Cpu, GpuKind => Devices.Count, _ => 0 };

    /// <returns>Null where it is not written like that.</returns>
    public static WorkerSlots? Parse(string text)
    {
        int? cpu = null;
        IReadOnlyList<int>? devices = null;
        foreach (var part in text.Split(','))
            switch (part.Split('='))
            {
                case [CpuKind, var count] when cpu is null && Count(count) is { } cpus:
                    cpu = cpus;
                    break;
                case [GpuKind, var which] when devices is null && DevicesOf(which) is { } gpus:
                    devices = gpus;
                    break;
                default:
                    return null;
            }

        return new(cpu ?? 0, devices ?? []);
    }

    public override string ToString()
    {
        var gpu = Devices.SequenceEqual(Enumerable.Range(0, Devices.Count)) ? $"{Devices.Count}" : Devices is [var only] ? $"+{only}" : string.Join('+', Devices);
        return string.Join(',', new[] { Cpu > 0 ? $"cpu={Cpu}" : null, Devices.Count > 0 ? $"gpu={gpu}" : null }.OfType<string>());
    }

    // A number alone is how many; a plus makes it a device's: "+2" is device 2 alone.
    private static IReadOnlyList<int>? DevicesOf(string text)
    {
        if (!text.Contains('+')) return Count(text) is { } count ? [.. Enumerable.Range(0, count)] : null;
        var numbers = text.TrimStart('+').Split('+').Select(Number).ToList();
        return numbers.Count <= Most && numbers.All(number => number is < Most) ? [.. numbers.Select(number => number!.Value)] : null;
    }

    private static int? Count(string text) => Number(text) is { } count and >= 1 and <= Most ? count : null;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
