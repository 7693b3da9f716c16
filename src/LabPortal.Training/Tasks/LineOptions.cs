namespace LabPortal.Training.Tasks;

public sealed record LineOptions : ConstructionOptions
{
    internal override int Nodes => Edges + 1;

    internal override string Kind => "line";
}
