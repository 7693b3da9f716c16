using LabPortal.Training.Tasks;

namespace LabPortal.Training.Objectives;

/// <summary>The token that stands for what is not known yet; the last of its vocabulary.</summary>
internal static class MaskToken
{
    public static Vocabulary AddedTo(Vocabulary vocabulary) => vocabulary with { Tokens = [.. vocabulary.Tokens, "[mask]"] };

    public static int Of(Vocabulary vocabulary) => vocabulary.Size - 1;
}
