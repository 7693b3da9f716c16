namespace LabPortal.Web.Tests;

/// <summary>The tests that share one filled portal.</summary>
[CollectionDefinition(Name)]
public sealed class FilledPortalTests : ICollectionFixture<FilledPortal>
{
    public const string Name = "filled portal";
}
