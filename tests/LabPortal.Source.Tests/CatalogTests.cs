using System.Text.RegularExpressions;
using LabPortal.Training;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;

namespace LabPortal.Source.Tests;

public sealed partial class CatalogTests
{
    private static readonly object[] Registries =
        [Catalog.Tasks, Catalog.Transforms, Catalog.Objectives, Catalog.Weights, Catalog.Models, Catalog.Probes, Catalog.Studies];

    public static TheoryData<string> Kinds => [.. Registries.Select(registry => Seam(registry).Name)];

    [Fact]
    public void Catalog_HasNoOtherRegistry()
        => Assert.Equal(
            typeof(Catalog).GetFields().Select(field => field.GetValue(null)!).ToHashSet(),
            Registries.ToHashSet());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Seam_EveryClassOfIt_IsListed(string seam)
    {
        var registry = Registry(seam);
        var kind = Seam(registry);
        var classes = kind.Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && kind.IsAssignableFrom(type));
        var listed = Entries(registry).Select(Create).Select(made => made.GetType()).ToHashSet();
        Assert.NotEmpty(listed);
        Assert.Equal(classes.Select(type => type.Name).Order(), listed.Select(type => type.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Seam_NamesOfEntries_AreKebabCaseAndUnique(string seam)
    {
        var names = Entries(Registry(seam)).Select(entry => entry.Name).ToList();
        Assert.DoesNotContain(names, name => !Kebab().IsMatch(name));
        Assert.Equal(names.Distinct(), names);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Seam_DefaultOptions_AreValid(string seam)
    {
        foreach (var entry in Entries(Registry(seam)))
        {
            var errors = new List<SpecError>();
            OptionReader.Read(entry.OptionsType, OptionReader.Write(Activator.CreateInstance(entry.OptionsType)!), entry.Name, errors);
            // A corpus is the one option that only the user can give.
            Assert.DoesNotContain(errors, error => !error.Field.EndsWith(".corpus", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Seam_ClassName_EndsInItsNoun(string seam)
    {
        var registry = Registry(seam);
        var noun = Seam(registry).Name[1..].Replace("Token", "");
        Assert.DoesNotContain(Entries(registry).Select(entry => Create(entry).GetType().Name), name => !name.EndsWith(noun, StringComparison.Ordinal));
    }

    [Fact]
    public void Studies_EveryBudget_IsAValidSpecWithAPublishedFigureForEachArm()
    {
        foreach (var entry in Catalog.Studies.All)
        {
            var study = entry.Create(Activator.CreateInstance(entry.OptionsType)!);
            Assert.Equal(["quick", "paper"], study.Budgets.Select(budget => budget.Name));
            foreach (var budget in study.Budgets)
            {
                var read = ExperimentSpec.Parse(study.SpecJson(budget.Name));
                Assert.Empty(read.Errors);
                var arms = read.Spec!.Arms.Select(arm => arm.Arm);
                Assert.Empty(study.Published(budget.Name).Select(figure => figure.Arm).Except(arms));
            }
        }
    }

    private static object Registry(string seam) => Registries.Single(registry => Seam(registry).Name == seam);

    private static Type Seam(object registry) => registry.GetType().GetGenericArguments()[0];

    private static IEnumerable<ICatalogEntry> Entries(object registry)
        => ((IEnumerable<object>)registry.GetType().GetProperty("All")!.GetValue(registry)!).Cast<ICatalogEntry>();

    private static object Create(ICatalogEntry entry)
        => ((Delegate)entry.GetType().GetProperty("Create")!.GetValue(entry)!).DynamicInvoke(Activator.CreateInstance(entry.OptionsType))!;

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Kebab();
}
