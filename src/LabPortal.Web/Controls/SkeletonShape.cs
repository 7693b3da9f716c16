namespace LabPortal.Web.Controls;

/// <summary>What a skeleton stands for.</summary>
public enum SkeletonShape
{
    Lines,

    /// <summary>A head and rows.</summary>
    Table,
    Chart,

    /// <summary>A page with its title, its tabs and a panel.</summary>
    Page,
}
