using System.Security.Cryptography;
using System.Text;

namespace LabPortal.Training.Tasks;

/// <summary>SHA-256 (hex) of what a task generates its examples from.</summary>
internal static class TaskDigest
{
    public static string Of(string description) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(description)));
}
