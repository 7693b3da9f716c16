using LabPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Tests;

/// <summary>What a database really has: columns, indexes and references, but for those of Quartz, one a line. Column order is left out:
/// SQLite cannot change a column in place, and a rebuilt table has another one.</summary>
internal static class Schema
{
    private const string OfFile = """
        WITH tables AS (SELECT name FROM sqlite_master
            WHERE type = 'table' AND name NOT LIKE '%EFMigrations%' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'QRTZ_%')
        SELECT t.name || '.' || c.name || ' ' || c.type || ' notnull=' || c."notnull" || ' key=' || c.pk || ' default=' || ifnull(c.dflt_value, '') AS "Value"
            FROM tables t, pragma_table_info(t.name) c
        UNION ALL SELECT t.name || ' index ' || i.name || ' unique=' || i."unique" || ' partial=' || i.partial || ' ' || c.seqno || c.name
            FROM tables t, pragma_index_list(t.name) i, pragma_index_info(i.name) c WHERE i.name NOT LIKE 'sqlite_%'
        UNION ALL SELECT t.name || ' refers by ' || f."from" || ' to ' || f."table" || '.' || f."to" || ' on delete ' || f.on_delete
            FROM tables t, pragma_foreign_key_list(t.name) f
        ORDER BY 1
        """;

    private const string OfServer = """
        SELECT c.table_name || '.' || c.column_name || ' ' || c.data_type || ' ' || coalesce(c.collation_name, '') || ' ' || coalesce(c.character_maximum_length, 0)
            || ' ' || c.is_nullable || ' ' || c.is_identity || ' ' || coalesce(c.column_default, '') AS "Value"
            FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.table_name NOT LIKE '%EFMigrations%' AND c.table_name NOT ILIKE 'qrtz_%'
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE '%EFMigrations%' AND tablename NOT ILIKE 'qrtz_%'
        UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE '%EFMigrations%' AND conrelid::regclass::text NOT ILIKE 'qrtz_%'
        ORDER BY 1
        """;

    public static async Task<List<string>> ReadAsync(LabDbContext db) =>
        await db.Database.SqlQueryRaw<string>(TestDatabase.IsPostgres ? OfServer : OfFile).ToListAsync();
}
