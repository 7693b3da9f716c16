namespace LabPortal.Worker.Processes;

/// <summary>
/// A child hangs on its parent by standard input: when that closes, the parent wants it to stop or is gone, and a
/// parent that was killed cannot forget to close it.
/// </summary>
internal static class Tether
{
    /// <summary>Calls <paramref name="cut"/> once standard input has ended.</summary>
    public static void Watch(Action cut)
    {
        var thread = new Thread(() =>
        {
            while (Console.In.ReadLine() is not null) { }
            cut();
        }) { IsBackground = true, Name = "tether" };
        thread.Start();
    }
}
