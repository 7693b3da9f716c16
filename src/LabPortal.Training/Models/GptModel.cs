namespace LabPortal.Training.Models;

/// <summary>The pre-LN decoder of GPT-2 (Radford et al. 2019), also without its causal mask.</summary>
public sealed class GptModel(GptOptions options) : IModel
{
    public long Parameters(int vocabulary, int length)
    {
        long width = options.Width, bias = options.Bias ? 1 : 0;
        var norm = width + bias * width;
        var block = 2 * norm + 12 * width * width + bias * 9 * width;
        return (options.Tied ? 1 : 2) * vocabulary * width + length * width + options.Layers * block + norm;
    }

    /// <remarks>6 operations for each weight that a token meets, and 12·C·T for each layer's attention (PaLM, appendix B).</remarks>
    public double StepFlops(int vocabulary, int length, int rows, int unembedded)
    {
        double width = options.Width;
        var perToken = options.Layers * (6 * 12 * width * width + 12 * width * length);
        return rows * (perToken * length + 6 * width * vocabulary * unembedded);
    }

    public ModelMemory Memory(int vocabulary, int length)
    {
        var counted = new GptMemory(options, vocabulary, length);
        return new ModelMemory(counted.Parameters, counted.Step, counted.Pass);
    }

    public Network Build(int vocabulary, int length) => new GptNetwork(options, vocabulary, length);
}
