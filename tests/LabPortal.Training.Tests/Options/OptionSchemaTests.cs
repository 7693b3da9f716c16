using LabPortal.Training.Options;
using LabPortal.Training.Running;
using LabPortal.Training.Search;
using LabPortal.Training.Specs;
using LabPortal.Training.Tasks;

namespace LabPortal.Training.Tests.Options;

public sealed class OptionSchemaTests
{
    public static TheoryData<Type> Records => new(
        Catalog.Tasks.All.Select(entry => entry.OptionsType)
            .Concat(Catalog.Transforms.All.Select(entry => entry.OptionsType))
            .Concat(Catalog.Objectives.All.Select(entry => entry.OptionsType))
            .Concat(Catalog.Weights.All.Select(entry => entry.OptionsType))
            .Concat(Catalog.Models.All.Select(entry => entry.OptionsType))
            .Concat([typeof(TrainingOptions), typeof(EvaluationOptions), typeof(SearchOptions), typeof(SearchRange), typeof(HalvingRule)]).Distinct());

    [Theory]
    [MemberData(nameof(Records))]
    public void Of_EveryRecord_HasWordsRangesAndValidDefaults(Type record)
    {
        foreach (var field in OptionSchema.Of(record))
        {
            Assert.False(string.IsNullOrWhiteSpace(field.Label));
            Assert.True(field.Kind is not (OptionKind.Integer or OptionKind.Number) || (field.Min is not null && field.Max is not null), field.Name);
        }

        var errors = new List<SpecError>();
        OptionReader.Read(record, OptionReader.Write(Activator.CreateInstance(record)!), "", errors);
        Assert.DoesNotContain(errors, error => error.Field != "corpus");
    }

    [Fact]
    public void Of_PathStar_CarriesRangeUnitAndDefault()
    {
        var degree = OptionSchema.Of(typeof(PathStarOptions)).Single(field => field.Name == "degree");
        Assert.Equal((OptionKind.Integer, 1.0, 50.0, "arms", "2"), (degree.Kind, degree.Min, degree.Max, degree.Unit, degree.Default!.ToJsonString()));
    }
}
