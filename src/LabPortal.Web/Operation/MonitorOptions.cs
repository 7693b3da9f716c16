using System.ComponentModel.DataAnnotations;

namespace LabPortal.Web.Operation;

/// <summary>Who may read <c>/metrics</c> beside a monitor on this machine.</summary>
public sealed record MonitorOptions
{
    /// <summary>What a monitor elsewhere sends as <c>Authorization: Bearer …</c>; null where there is none.</summary>
    [MinLength(16, ErrorMessage = "MonitorOptions:Token needs at least 16 characters: make one with openssl rand -hex 32.")]
    public string? Token { get; init; }
}
