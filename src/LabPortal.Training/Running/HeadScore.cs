namespace LabPortal.Training.Running;

/// <summary>How well a head predicts held-out tokens with the answer shown.</summary>
/// <param name="Loss">Nats a token.</param>
/// <param name="Accuracy">Share of tokens whose likeliest is right.</param>
public sealed record HeadScore(double Loss, double Accuracy);
