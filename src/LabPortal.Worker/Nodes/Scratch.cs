namespace LabPortal.Worker.Nodes;

/// <summary>Where attempts write checkpoints before the artifact store has them: one folder each, beside it.</summary>
internal static class Scratch
{
    public static string For(string dataFolder, Guid attempt) => Path.Combine(Root(dataFolder), attempt.ToString());

    /// <summary>Removes what killed attempts left. An attempt that still ends elsewhere makes its folder anew.</summary>
    public static void Clear(string dataFolder)
    {
        if (Directory.Exists(Root(dataFolder))) Directory.Delete(Root(dataFolder), recursive: true);
    }

    private static string Root(string dataFolder) => Path.Combine(dataFolder, "scratch");
}
