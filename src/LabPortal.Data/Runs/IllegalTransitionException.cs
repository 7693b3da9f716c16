namespace LabPortal.Data.Runs;

/// <summary>A state change that <see cref="RunTransitions"/> does not know; the message can be shown to a user.</summary>
public sealed class IllegalTransitionException(int number, RunState from, RunState to)
    : InvalidOperationException($"Run {number} is {from.ToString().ToLowerInvariant()} and cannot become {to.ToString().ToLowerInvariant()}.");
