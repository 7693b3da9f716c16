namespace LabPortal.Web.Corpora;

/// <summary>A name that leads to this machine or its network, where downloads may not go.</summary>
public sealed class PrivateAddressException(string host) : Exception($"{host} is not on the internet.");
