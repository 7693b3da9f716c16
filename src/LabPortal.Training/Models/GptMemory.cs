// Shapes: n tokens, m tokens asked for in the last layer, C width, T inputs, V vocabulary.
using static LabPortal.Training.Models.TensorBytes;

namespace LabPortal.Training.Models;

/// <summary>Counts the tensors of a GPT: its parameters, what a step holds at once, what a pass without gradients does.</summary>
internal sealed class GptMemory(GptOptions options, int vocabulary, int length, int heads)
{
    private long C => options.Width;

    public long Parameters
    {
        get
        {
            var norms = options.Bias ? 4 * Of(C) : 2 * Of(C);
            var biases = options.Bias ? 2 * Of(C) + Of(3 * C) + Of(4 * C) : 0;
            var block = Of(3 * C, C) + Of(C, C) + 2 * Of(4 * C, C) + norms + biases;
            return (options.Tied ? 1 : 2) * Of(vocabulary, C) + Of(length, C) + options.Layers * block + norms / 2;
        }
    }

    /// <summary>What forward keeps for backward, and the working memory of one layer's backward.</summary>
    public long Step(int rows, int unembedded)
    {
        long n = (long)rows * length, m = (long)rows * unembedded;
        // Of each head's logits backward needs the probabilities alone.
        var ends = 2 * Of(n, C) + 2 * heads * Of(m, C) + (heads + 2) * Of(m, vocabulary);
        if (options.Dropout > 0)
            return options.Layers * Separate(rows, n) + Working(n, n) + ends;
        // Input, both norms, queries, keys and values, mixed, middle, MLP before its GELU.
        var layer = 6 * Of(n, C) + Of(n, 2 * C) + Of(n, 4 * C);
        var last = 2 * Of(n, C) + Of(n, 2 * C) + (m < n ? 5 : 4) * Of(m, C) + Of(m, 4 * C);
        return (options.Layers - heads) * layer + heads * last + (options.Layers == 1 ? Working(n, m) : Math.Max(Working(n, m), Working(n, n))) + ends;
    }

    public long Pass(int rows, int unembedded)
    {
        long n = (long)rows * length, m = (long)rows * unembedded;
        return 8 * Of(n, C) + Of(n, 2 * C) + 2 * Of(n, 4 * C) + (heads - 1) * Of(m, C) + 3 * Of(m, vocabulary);
    }

    private long Working(long n, long m) => 2 * Of(m, 4 * C) + 4 * Of(m, C) + Of(n, 2 * C) + Of(n, C);

    /// <summary>A layer with dropout goes operation by operation, and its attention weights are T × T for each head.</summary>
    private long Separate(int rows, long n) =>
        9 * Of(n, C) + Of(n, 3 * C) + 2 * Of(n, 4 * C) + 3 * Of((long)rows * options.Heads, length, length);
}
