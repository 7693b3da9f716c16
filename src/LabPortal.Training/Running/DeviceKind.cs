namespace LabPortal.Training.Running;

public enum DeviceKind
{
    Cpu,
    Cuda,
}
