using System.Security.Cryptography;
using System.Text;

namespace LabPortal.Bench;

/// <summary>A file of words by a fixed generator, with 65 symbols as tinyshakespeare has: speed does not depend on what a text says.</summary>
internal sealed class MadeUpText
{
    public const int Symbols = 65;

    private const string Letters = "etaoinshrdlucmfwypvbgkjqxzETAOINSHRDLUCMFWYPVBGKJQXZ.,;:!?'-&$3\n";

    public MadeUpText(string folder, int characters = 1_000_000)
    {
        Path = System.IO.Path.Combine(folder, "text.txt");
        File.WriteAllText(Path, Write(characters));
        Hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path)));
    }

    public string Path { get; }

    public string Hash { get; }

    private static string Write(int characters)
    {
        var text = new StringBuilder(characters);
        var state = 12345u;
        while (text.Length < characters)
        {
            state = state * 1664525 + 1013904223;
            text.Append(state >> 24 < 40 ? ' ' : Letters[(int)((state >> 16) % 256 * (uint)Letters.Length / 256)]);
        }

        return text.ToString();
    }
}
