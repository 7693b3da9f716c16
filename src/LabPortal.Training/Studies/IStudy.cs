namespace LabPortal.Training.Studies;

/// <summary>An experiment that ships with the lab: a published claim, the arms that test it, and the published numbers.</summary>
public interface IStudy
{
    string Question { get; }

    string Claim { get; }

    string Citation { get; }

    Uri Link { get; }

    /// <summary>What is asked and what a right answer is, for somebody who has not met the task.</summary>
    string Task { get; }

    /// <summary>The texts that its arms train on.</summary>
    IReadOnlyList<StudyText> Texts => [];

    /// <summary>Every arm of the spec, in its order.</summary>
    IReadOnlyList<StudyArm> Arms { get; }

    /// <summary>What must show for the claim to be reproduced: the rule of <see cref="Judge"/> in words.</summary>
    string Effect { get; }

    /// <summary>Where this experiment differs from the published one.</summary>
    IReadOnlyList<string> Deviations { get; }

    /// <summary>The smallest first.</summary>
    IReadOnlyList<StudyBudget> Budgets { get; }

    /// <summary>The metric that the claim is about.</summary>
    string Metric { get; }

    IReadOnlyList<PublishedFigure> Published(string budget);

    /// <summary>The experiment's spec as JSON.</summary>
    /// <exception cref="ArgumentException">There is no such budget.</exception>
    string SpecJson(string budget);

    /// <summary>Whether the effect shows, by <see cref="Metric"/>; where it does not, also why, as far as other metrics tell.</summary>
    StudyVerdict Judge(string budget, StudyFinals finals);
}
