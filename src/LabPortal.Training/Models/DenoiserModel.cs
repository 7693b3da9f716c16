namespace LabPortal.Training.Models;

/// <summary>
/// The transformer of SEDD and MDLM (Lou et al. 2024, arXiv 2310.16834; Peebles and Xie 2023): rotary positions, and a noise level that
/// shifts, scales and gates every layer.
/// </summary>
public sealed class DenoiserModel(DenoiserOptions options) : IModel
{
    public int Width => options.Width;

    public bool HearsNoise => true;

    public long Parameters(int vocabulary, int length)
    {
        long width = options.Width, condition = options.Condition;
        var level = DenoiserNetwork.Frequencies * condition + condition + condition * condition + condition;
        var block = 2 * width + 12 * width * width + 5 * width + condition * 6 * width + 6 * width;
        var end = width + condition * 2 * width + 2 * width + vocabulary * width + vocabulary;
        return vocabulary * width + level + options.Layers * block + end;
    }

    /// <remarks>6 operations for each weight that a token meets, and 12·C·T for each layer's attention (PaLM, appendix B).</remarks>
    public double StepFlops(int vocabulary, int length, int rows, int unembedded, int heads = 1, int asked = 1)
    {
        double width = options.Width;
        var perToken = options.Layers * (6 * 12 * width * width + 12 * width * length);
        return rows * (perToken * length + 6 * width * vocabulary * unembedded + options.Layers * 6.0 * 6 * width * options.Condition);
    }

    /// <remarks>Layer by layer, as a GPT with dropout is computed, with the modulated tensors beside.</remarks>
    public ModelMemory Memory(int vocabulary, int length, int heads = 1)
    {
        var like = new GptMemory(new GptOptions { Layers = options.Layers, Heads = options.Heads, Width = options.Width, Dropout = 0.1, Tied = false }, vocabulary, length, heads);
        return new ModelMemory(
            4 * Parameters(vocabulary, length),
            (rows, unembedded) => like.Step(rows, unembedded) + options.Layers * 8 * TensorBytes.Of((long)rows * length, options.Width),
            like.Pass);
    }

    public Network Build(int vocabulary, int length, int heads = 1) => new DenoiserNetwork(options, vocabulary, length);
}
