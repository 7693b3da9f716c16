namespace LabPortal.Training.Tasks;

public sealed record CircleOptions : ConstructionOptions
{
    internal override int Nodes => Edges;

    internal override string Kind => "circle";
}
