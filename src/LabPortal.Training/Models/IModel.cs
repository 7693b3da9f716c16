namespace LabPortal.Training.Models;

/// <summary>A family of networks; a definition that builds one for given sizes. A network of several heads has as many parameters as one of one.</summary>
public interface IModel
{
    /// <summary>Size of a token's vector.</summary>
    int Width { get; }

    /// <summary>Trained parameters of the network, counted without building it.</summary>
    long Parameters(int vocabulary, int length);

    /// <summary>Floating-point operations of one forward and backward pass.</summary>
    /// <param name="unembedded">Positions of each row whose logits are computed.</param>
    /// <param name="heads">That the network has.</param>
    /// <param name="asked">How many of them predict.</param>
    double StepFlops(int vocabulary, int length, int rows, int unembedded, int heads = 1, int asked = 1);

    /// <summary>What the network will take, counted without building it, float32.</summary>
    ModelMemory Memory(int vocabulary, int length, int heads = 1);

    /// <summary>Whether its networks are told a noise level.</summary>
    bool HearsNoise => false;

    /// <summary>Whether its networks, decoding from left to right, read each token once.</summary>
    bool KeepsWhatItReads => false;

    /// <summary>Why there is no such network with several heads (a sentence with the bound, and what to do), or null.</summary>
    string? Refuses(int heads) => heads == 1 ? null : "This model predicts no token but the next. Choose the model gpt.";

    /// <summary>A freshly initialised network on the CPU; the weights follow from torch's seed.</summary>
    /// <param name="heads">Each predicts a token further ahead than the one before; the first, the next token.</param>
    Network Build(int vocabulary, int length, int heads = 1);
}
