namespace LabPortal.Data.Backups;

/// <summary>What a column holds, whichever database it is in; each stands in a backup in its own way.</summary>
internal enum ColumnKind { Text, Integer, Real, Flag, Bytes, Time, Moment, Id }
