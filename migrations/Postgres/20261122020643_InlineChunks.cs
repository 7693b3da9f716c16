using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LabPortal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class InlineChunks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A chunk is packed already, and an open one is rewritten with every batch: the server neither compresses it nor puts it aside
            // as long as its row fits into a page.
            migrationBuilder.Sql("""ALTER TABLE "MetricChunks" ALTER COLUMN "Data" SET STORAGE EXTERNAL, SET (toast_tuple_target = 8160)""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""ALTER TABLE "MetricChunks" ALTER COLUMN "Data" SET STORAGE EXTENDED, RESET (toast_tuple_target)""");
        }
    }
}
