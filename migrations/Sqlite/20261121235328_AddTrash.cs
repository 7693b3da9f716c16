using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LabPortal.Data.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TrashedBy",
                table: "Runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "TrashedAt",
                table: "Experiments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TrashedBy",
                table: "Experiments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Score",
                table: "Checkpoints",
                type: "REAL",
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
