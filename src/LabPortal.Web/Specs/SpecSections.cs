using LabPortal.Training;
using LabPortal.Training.Running;

namespace LabPortal.Web.Specs;

/// <summary>The parts of a spec in the order in which the form shows them.</summary>
public static class SpecSections
{
    public static readonly IReadOnlyList<SpecSection> All =
    [
        SpecSection.Part("task", "Task", "What is learnt.", Catalog.Tasks.All),
        SpecSection.List("transforms", "Transforms", "What changes each example before it is learnt.", Catalog.Transforms.All),
        SpecSection.Part("objective", "Objective", "How it is learnt: inputs, labels, loss and decoding.", Catalog.Objectives.All),
        SpecSection.List("weights", "Token weights", "Which tokens count, and how much.", Catalog.Weights.All),
        SpecSection.Part("model", "Model", "The network.", Catalog.Models.All),
        SpecSection.Record("training", "Training", "Budget and optimizer.", typeof(TrainingOptions)),
        SpecSection.Record("evaluation", "Evaluation", "When and on what it is measured.", typeof(EvaluationOptions)),
    ];
}
