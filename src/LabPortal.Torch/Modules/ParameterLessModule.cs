namespace TorchSharp.Modules;

/// <summary>A module without parameters and buffers.</summary>
public abstract class ParameterLessModule<T1, TResult>(string name) : torch.nn.Module<T1, TResult>(name);
