namespace LabPortal.Data;

/// <summary>What is wrong with the data folder, in one line that can be shown to whoever started the program.</summary>
public sealed class LabDataException(string message, Exception? inner = null) : Exception(message, inner);
