namespace LabPortal.Data.Runs;

public enum RunComparison { Equal, NotEqual, AtLeast, AtMost, More, Less, Contains, ContainsNot }
