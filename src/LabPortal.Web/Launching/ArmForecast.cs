using LabPortal.Training.Running;
using LabPortal.Training.Specs;

namespace LabPortal.Web.Launching;

/// <summary>What one run of an arm will take.</summary>
public sealed record ArmForecast(string Name, Estimate Estimate, DeviceKind Device);
