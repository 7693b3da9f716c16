namespace LabPortal.Web.Corpora;

/// <summary>Where a text came from, it came to an end too early.</summary>
public sealed class BrokenOffException(Exception why) : IOException($"The text broke off: {why.Message}", why);
