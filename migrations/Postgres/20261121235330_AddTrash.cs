using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LabPortal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddTrash : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "TrashedAt",
                table: "Runs",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TrashedBy",
                table: "Runs",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTime>(
                name: "TrashedAt",
                table: "Experiments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TrashedBy",
                table: "Experiments",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<double>(
                name: "Score",
                table: "Checkpoints",
                type: "double precision",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Runs_TrashedAt",
                table: "Runs",
                column: "TrashedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Runs_TrashedAt",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "TrashedAt",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "TrashedBy",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "TrashedAt",
                table: "Experiments");

            migrationBuilder.DropColumn(
                name: "TrashedBy",
                table: "Experiments");

            migrationBuilder.DropColumn(
                name: "Score",
                table: "Checkpoints");
        }
    }
}
