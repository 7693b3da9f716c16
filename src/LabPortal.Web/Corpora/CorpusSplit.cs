namespace LabPortal.Web.Corpora;

/// <summary>How the task Character text divides so many characters: nanoGPT's first 90 % to train on, the rest held out.</summary>
public sealed record CorpusSplit(long Characters)
{
    public long Training { get; } = (long)(Characters * 0.9);

    public long HeldOut => Characters - Training;
}
