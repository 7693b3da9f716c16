namespace LabPortal.Data.Runs;

public enum RunSort { Number, State, Experiment, Arm, Seed, Step, Queued, Started, Ended }
