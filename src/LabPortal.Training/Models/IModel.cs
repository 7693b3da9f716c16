namespace LabPortal.Training.Models;

/// <summary>A family of networks; a definition that builds one for given sizes.</summary>
public interface IModel
{
    /// <summary>Trained parameters of the network, counted without building it.</summary>
    long Parameters(int vocabulary, int length);

    /// <summary>Floating-point operations of one forward and backward pass.</summary>
    /// <param name="unembedded">Positions of each row whose logits are computed.</param>
    double StepFlops(int vocabulary, int length, int rows, int unembedded);

    /// <summary>What the network will take, counted without building it, float32.</summary>
    ModelMemory Memory(int vocabulary, int length);

    /// <summary>Whether its networks are told a noise level.</summary>
    bool HearsNoise => false;

    /// <summary>A freshly initialised network on the CPU; the weights follow from torch's seed.</summary>
    Network Build(int vocabulary, int length);
}
