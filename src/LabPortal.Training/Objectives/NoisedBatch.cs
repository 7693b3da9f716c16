using LabPortal.Training.Tasks;

namespace LabPortal.Training.Objectives;

/// <summary>Examples whole, prompt and target, of which some tokens are to be noised. Shapes: B rows, T = P + L tokens, S supervised, from the end.</summary>
internal sealed class NoisedBatch
{
    /// <param name="targetOnly">Noise and supervise the target alone; else the prompt too.</param>
    public NoisedBatch(ExampleBatch batch, bool targetOnly)
    {
        (Rows, Length, Supervised) = (batch.Rows, batch.Prompt + batch.Target, targetOnly ? batch.Target : batch.Prompt + batch.Target);
        Clean = new long[Rows * Length];
        var labels = batch.Labels();
        for (var row = 0; row < Rows; row++)
        {
            batch.WritePrompt(row, Clean.AsSpan(row * Length, batch.Prompt));
            labels.AsSpan(row * batch.Target, batch.Target).CopyTo(Clean.AsSpan(row * Length + batch.Prompt));
        }
    }

    public int Rows { get; }

    public int Length { get; }

    public int Supervised { get; }

    /// <summary>B·T ids.</summary>
    public long[] Clean { get; }

    /// <summary>B·S ids: what was there before the noise.</summary>
    public long[] Labels => [.. Enumerable.Range(0, Rows).SelectMany(row => Clean.AsSpan((row + 1) * Length - Supervised, Supervised).ToArray())];

    /// <summary>The rows with each supervised token replaced with a chance of its row's.</summary>
    /// <param name="chances">One a row.</param>
    /// <param name="token">What replaces it.</param>
    /// <param name="changed">B·S: whether it was.</param>
    public long[] Noised(double[] chances, Func<int> token, SeededRandom random, out bool[] changed)
    {
        var inputs = (long[])Clean.Clone();
        changed = new bool[Rows * Supervised];
        for (var i = 0; i < changed.Length; i++)
        {
            var (row, place) = Math.DivRem(i, Supervised);
            if (!(changed[i] = random.NextDouble() < chances[row]))
                continue;
            inputs[(row + 1) * Length - Supervised + place] = token();
        }

        return inputs;
    }
}
