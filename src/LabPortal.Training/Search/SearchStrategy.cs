namespace LabPortal.Training.Search;

public enum SearchStrategy
{
    /// <summary>Every combination of the axes' values.</summary>
    Grid,

    /// <summary>Each axis drawn by itself, so that one that does not matter costs nothing (Bergstra and Bengio 2012).</summary>
    Random,
}
