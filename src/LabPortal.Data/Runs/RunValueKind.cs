namespace LabPortal.Data.Runs;

/// <summary>How the values of an attribute are written and compared.</summary>
public enum RunValueKind { Number, Span, Time, Text, State, YesNo, Tags }
