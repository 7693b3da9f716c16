using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LabPortal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class HalvingAndStarts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "HalvingJson",
                table: "Experiments",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<Guid>(
                name: "AfterArmId",
                table: "Arms",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AfterRunId",
                table: "Arms",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "HalvingDecisions",
                columns: table => new
                {
                    ArmId = table.Column<Guid>(type: "uuid", nullable: false),
                    ExperimentId = table.Column<Guid>(type: "uuid", nullable: false),
                    Rung = table.Column<long>(type: "bigint", nullable: false),
                    Value = table.Column<double>(type: "double precision", nullable: true),
                    Seeds = table.Column<int>(type: "integer", nullable: false),
                    CutOff = table.Column<double>(type: "double precision", nullable: false),
                    Kept = table.Column<int>(type: "integer", nullable: false),
                    Judged = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CarriedOutAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HalvingDecisions", x => x.ArmId);
                    table.ForeignKey(
                        name: "FK_HalvingDecisions_Arms_ArmId",
                        column: x => x.ArmId,
                        principalTable: "Arms",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_HalvingDecisions_ExperimentId",
                table: "HalvingDecisions",
                column: "ExperimentId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "HalvingDecisions");

            migrationBuilder.DropColumn(
                name: "HalvingJson",
                table: "Experiments");

            migrationBuilder.DropColumn(
                name: "AfterArmId",
                table: "Arms");

            migrationBuilder.DropColumn(
                name: "AfterRunId",
                table: "Arms");
        }
    }
}
