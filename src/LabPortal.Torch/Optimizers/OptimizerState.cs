namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers about one parameter.</summary>
public abstract class OptimizerState(Parameter parameter)
{
    protected Parameter _parameter = parameter;

    public abstract void SaveStateDict(BinaryWriter writer);
    public abstract void LoadStateDict(BinaryReader reader);
    public abstract void LoadStateDict(OptimizerState source);
    public abstract void Initialize(OptimizerOptions options);
    public virtual bool ApproximatelyEquals(OptimizerState other) => false;
    public virtual void to(torch.Device device) { }

    // Tensors are written as a flag (present or not) and their bytes; shape and type are the parameter's.
    private protected static void Write(BinaryWriter writer, torch.Tensor? tensor)
    {
        writer.Write(tensor is not null);
        if (tensor is null) return;
        using var host = tensor.cpu();
        using var flat = host.contiguous();
        writer.Write(flat.bytes);
    }

    private protected torch.Tensor? Read(BinaryReader reader, torch.Tensor? into)
    {
        if (!reader.ReadBoolean())
        {
            into?.Dispose();
            return null;
        }

        into ??= torch.zeros_like(_parameter).DetachFromDisposeScope();
        using var host = torch.empty(into.shape, into.dtype);
        reader.BaseStream.ReadExactly(host.bytes);
        into.copy_(host);
        return into;
    }

    private protected torch.Tensor? Copied(torch.Tensor? source, torch.Tensor? replaced)
    {
        var copy = source?.to(_parameter.device, copy: true).DetachFromDisposeScope();
        replaced?.Dispose();
        return copy;
    }
}
