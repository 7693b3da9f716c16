using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;

namespace LabPortal.Training.Objectives;

public sealed record TeacherlessOptions
{
    [Display(Name = "Mode", Description = "Pure: dummies for every target input, decoded in one parallel pass. Mixed: dummy rows beside next-token rows, decoded left to right.")]
    public TeacherlessMode Mode { get; init; }

    [Range(0.1, 10.0), Display(Name = "Dummy rows", Description = "Mixed mode only: dummy rows for each next-token row."), Unit("per row")]
    public double Ratio { get; init; } = 1;

    [Display(Name = "Supervised", Description = "Mixed mode only: all target tokens of a dummy row, or the middle: without the first, which no dummy hides, and the last, which ends the answer.")]
    public TeacherlessSpan Span { get; init; }
}
