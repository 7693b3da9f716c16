using LabPortal.Torch.Safetensors;
using LabPortal.Training.Models;
using static TorchSharp.torch;

namespace LabPortal.Training.Running;

/// <summary>Weights that a run starts from instead of its own random ones: another run's checkpoint, or any safetensors file with the network's tensor names.</summary>
internal static class GivenWeights
{
    /// <exception cref="TrainingException">The file is not readable, or its tensors are not the network's.</exception>
    public static void Load(string path, Network network)
    {
        var tensors = Read(path);
        try
        {
            var wanted = network.state_dict();
            foreach (var (name, value) in wanted)
                if (!tensors.TryGetValue(name, out var given))
                    throw new TrainingException($"The initial weights have no tensor \"{name}\", which the model needs. Choose the model that they were trained with.");
                else if (!given.shape.AsSpan().SequenceEqual(value.shape))
                    throw new TrainingException($"The initial weights' \"{name}\" has the shape {Shown(given)}; the model's is {Shown(value)}. Choose the model and block that they were trained with.");
            // A checkpoint of ours also holds the optimizer and what of the held-out set was met, which are that run's own.
            if (tensors.Keys.FirstOrDefault(name => !wanted.ContainsKey(name) && !CheckpointFile.IsRunState(name)) is { } strange)
                throw new TrainingException($"The initial weights hold \"{strange}\", which the model lacks. Choose the model that they were trained with.");
            using var off = no_grad();
            foreach (var (name, value) in wanted)
                value.copy_(tensors[name]);
        }
        finally
        {
            foreach (var tensor in tensors.Values)
                tensor.Dispose();
        }
    }

    private static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        try
        {
            return SafetensorsFile.Load(path).Tensors;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new TrainingException($"The initial weights cannot be read: {problem.Message}");
        }
    }

    private static string Shown(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
