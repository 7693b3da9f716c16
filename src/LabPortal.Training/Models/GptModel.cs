namespace LabPortal.Training.Models;

/// <summary>The pre-LN decoder of GPT-2 (Radford et al. 2019), also without its causal mask.</summary>
public sealed class GptModel(GptOptions options) : IModel
{
    public bool KeepsWhatItReads => true;

    public int Width => options.Width;

    public long Parameters(int vocabulary, int length)
    {
        long width = options.Width, bias = options.Bias ? 1 : 0;
        var norm = width + bias * width;
        var block = 2 * norm + 12 * width * width + bias * 9 * width;
        return (options.Tied ? 1 : 2) * vocabulary * width + length * width + options.Layers * block + norm;
    }

    /// <remarks>6 operations for each weight that a token meets, and 12·C·T for each layer's attention (PaLM, appendix B).</remarks>
    public double StepFlops(int vocabulary, int length, int rows, int unembedded, int heads = 1, int asked = 1)
    {
        double width = options.Width;
        var perToken = (options.Layers - heads + asked) * (6 * 12 * width * width + 12 * width * length);
        return rows * (perToken * length + 6 * width * vocabulary * unembedded * asked);
    }

    public ModelMemory Memory(int vocabulary, int length, int heads = 1)
    {
        var counted = new GptMemory(options, vocabulary, length, heads);
        return new ModelMemory(counted.Parameters, counted.Step, counted.Pass);
    }

    public string? Refuses(int heads) => heads == 1 || heads < options.Layers ? null
        : $"Each head is a block of its own, and one at least is left for them to share: {heads} heads need {heads + 1} layers, and model.options.layers is {options.Layers}. " +
          $"Raise it{(options.Layers < 3 ? "" : $", or lower this to {options.Layers - 1}")}.";

    public Network Build(int vocabulary, int length, int heads = 1) => new GptNetwork(options, vocabulary, length, heads);
}
