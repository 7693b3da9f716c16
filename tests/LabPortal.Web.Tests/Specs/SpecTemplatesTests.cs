using System.Text.Json.Nodes;
using LabPortal.Web.Specs;

namespace LabPortal.Web.Tests.Specs;

public sealed class SpecTemplatesTests
{
    public static TheoryData<string> Names => new(SpecTemplates.All.Select(template => template.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Template_WithAText_IsReadyToRunAndRecognised(string name)
    {
        var template = SpecTemplates.Find(name)!;
        var draft = new SpecDraft(SpecTemplates.For(null, new string('a', 64), template));
        Assert.Empty(draft.Errors);
        Assert.True(template.IsIn(draft.Root));
        Assert.Equal(new string('a', 64), Assert.Single(draft.Spec!.Arms).CorpusHash);
        draft.Set("training.steps", JsonValue.Create(7));
        Assert.False(template.IsIn(draft.Root));
    }

    [Fact]
    public void NanoGptOnACpu_IsItsConfiguration()
    {
        var arm = new SpecDraft(SpecTemplates.For(null, new string('a', 64), SpecTemplates.Find("nanogpt-cpu"))).Spec!.Arms[0];
        var training = arm.Training;
        Assert.Equal((2000, 12, 1e-3, 1e-4, 100, 0.99, 0.1, 1.0), (training.Steps, training.Batch, training.LearningRate, training.FinalLearningRate, training.Warmup, training.Beta2, training.WeightDecay, training.Clip));
        // nanoGPT's run of this configuration has 804,096 parameters with 65 symbols.
        Assert.Equal(804_096, arm.Model.Parameters(65, arm.Shape(65).InputLength));
    }
}
