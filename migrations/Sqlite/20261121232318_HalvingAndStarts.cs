using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LabPortal.Data.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AfterArmId",
                table: "Arms",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AfterRunId",
                table: "Arms",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "HalvingDecisions",
                columns: table => new
                {
                    ArmId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExperimentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rung = table.Column<long>(type: "INTEGER", nullable: false),
                    Value = table.Column<double>(type: "REAL", nullable: true),
                    Seeds = table.Column<int>(type: "INTEGER", nullable: false),
                    CutOff = table.Column<double>(type: "REAL", nullable: false),
                    Kept = table.Column<int>(type: "INTEGER", nullable: false),
                    Judged = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CarriedOutAt = table.Column<DateTime>(type: "TEXT", nullable: true)
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
