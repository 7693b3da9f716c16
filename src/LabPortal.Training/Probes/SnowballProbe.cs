using System.Text.Json.Nodes;
using LabPortal.Training.Running;

namespace LabPortal.Training.Probes;

/// <summary>
/// Does one mistake bring the next (the snowball of Bachmann and Nagarajan 2024, section 3)? Accuracy of a token after an earlier
/// mistake of the same output, beside that without one.
/// </summary>
public sealed class SnowballProbe : IProbe
{
    public JsonObject? Measure(Evaluation evaluation)
    {
        if (evaluation.Free is not { } free || evaluation.Positions < 2)
            return null;
        int clean = 0, cleanRight = 0, after = 0, afterRight = 0;
        for (var row = 0; row < free.Length; row++)
        {
            var mistaken = false;
            for (var i = 0; i < evaluation.Positions; i++)
            {
                var right = free[row][i] == evaluation.Examples[row].Target[i];
                if (i > 0)
                {
                    (clean, cleanRight) = mistaken ? (clean, cleanRight) : (clean + 1, cleanRight + (right ? 1 : 0));
                    (after, afterRight) = mistaken ? (after + 1, afterRight + (right ? 1 : 0)) : (after, afterRight);
                }

                mistaken |= !right;
            }
        }

        return new JsonObject
        {
            ["afterMistake"] = after == 0 ? null : (double)afterRight / after,
            ["afterMistakeTokens"] = after,
            ["withoutMistake"] = clean == 0 ? null : (double)cleanRight / clean,
            ["withoutMistakeTokens"] = clean,
            ["mistaken"] = 1 - evaluation.Exact(free),
        };
    }
}
