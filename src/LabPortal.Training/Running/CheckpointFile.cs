using System.Globalization;
using System.Security.Cryptography;
using LabPortal.Torch.Safetensors;
using static TorchSharp.torch;

namespace LabPortal.Training.Running;

/// <summary>
/// One safetensors file: the weights that were evaluated under their own names, AdamW's moments under <c>optimizer.…</c> and, where the
/// evaluated weights are averages, the ones that train under <c>optimizer.live.…</c>; the rest as metadata.
/// Written under a temporary name, flushed to the disk, then renamed, so that a file with the final name is whole.
/// </summary>
internal static class CheckpointFile
{
    private const string Met = "held-out.met";

    /// <summary>Whether a tensor of this name is state of a run and no weight of its network.</summary>
    public static bool IsRunState(string name) => name == Met || name.StartsWith("optimizer.", StringComparison.Ordinal);

    /// <exception cref="IOException">The disk is full, say; nothing is left of the file.</exception>
    public static CheckpointRecord Save(string folder, TrainingSession session, long step, long seed)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"step-{step:D8}.safetensors"));
        var partial = path + ".partial";
        try
        {
            Write(partial, session, step, seed);
            using var file = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite);
            var (hash, bytes) = (Convert.ToHexStringLower(SHA256.HashData(file)), file.Length);
            file.Flush(flushToDisk: true);
            File.Move(partial, path, overwrite: true);
            return new CheckpointRecord(step, path, hash, bytes);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <returns>The step to go on with.</returns>
    /// <exception cref="TrainingException">The checkpoint is another run's.</exception>
    public static int Load(string path, TrainingSession session, long seed)
    {
        var (tensors, metadata) = SafetensorsFile.Load(path);
        using var off = no_grad();
        try
        {
            if (metadata.GetValueOrDefault("spec-hash") != session.Spec.Hash || metadata.GetValueOrDefault("seed") != seed.ToString(CultureInfo.InvariantCulture))
                throw new TrainingException("The checkpoint belongs to another spec or seed. Start the run again from its beginning.");
            using var evaluated = session.Evaluated();
            foreach (var (name, value) in session.Network.state_dict().Select(one => (one.Key, one.Value)).Concat(RunTensors(session)))
                value.copy_(tensors[name]);
            tensors[Met].data<bool>().ToArray().CopyTo(session.Watch.Met, 0);
            var step = int.Parse(metadata["step"], CultureInfo.InvariantCulture);
            session.Optimizer.SetSteps(step);
            return step;
        }
        finally
        {
            foreach (var value in tensors.Values)
                value.Dispose();
        }
    }

    private static void Write(string file, TrainingSession session, long step, long seed)
    {
        using var scope = NewDisposeScope();
        using var evaluated = session.Evaluated();
        var tensors = session.Network.state_dict().ToDictionary(one => one.Key, one => one.Value);
        foreach (var (name, value) in RunTensors(session))
            tensors.Add(name, value);
        tensors.Add(Met, tensor(session.Watch.Met));
        SafetensorsFile.Save(file, tensors, new Dictionary<string, string>
        {
            ["format"] = "labportal/1",
            ["step"] = step.ToString(CultureInfo.InvariantCulture),
            ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
            ["spec"] = session.Spec.ToJson(),
            ["spec-hash"] = session.Spec.Hash,
            ["data"] = session.Spec.Task.Digest,
        });
    }

    private static IEnumerable<(string Name, Tensor Value)> RunTensors(TrainingSession session) =>
        session.Optimizer.Moments().Concat(session.Average?.Aside.Select(one => ($"optimizer.live.{one.Name}", one.Value)) ?? []);
}
