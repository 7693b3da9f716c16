namespace LabPortal.Data.Postgres;

/// <summary>The numbers of the lab's advisory locks. Who takes both takes them in this order, and rows between them:
/// so no two wait for each other.</summary>
internal static class PostgresLock
{
    /// <summary>Held by whoever writes anything but an attempt's records.</summary>
    public const long Writer = 0x4C61_6201;

    /// <summary>Held for the last moment of a transaction that changed runs.</summary>
    public const long Stamp = 0x4C61_6202;
}
