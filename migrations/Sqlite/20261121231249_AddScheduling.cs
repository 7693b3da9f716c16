using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LabPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddScheduling : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "CpuPercent",
                table: "WorkerNodes",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FreeBytes",
                table: "WorkerNodes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "GpusJson",
                table: "WorkerNodes",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Mode",
                table: "WorkerNodes",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "working");

            migrationBuilder.AddColumn<Guid>(
                name: "AfterRunId",
                table: "Runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CancelReason",
                table: "Runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Place",
                table: "Runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "Device",
                table: "Attempts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Pattern",
                table: "Attempts",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "WaitedSeconds",
                table: "Attempts",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "NeedsMemoryBytes",
                table: "Arms",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "CpuPercent",
                table: "WorkerNodes");

            migrationBuilder.DropColumn(
                name: "FreeBytes",
                table: "WorkerNodes");

            migrationBuilder.DropColumn(
                name: "GpusJson",
                table: "WorkerNodes");

            migrationBuilder.DropColumn(
                name: "Mode",
                table: "WorkerNodes");

            migrationBuilder.DropColumn(
                name: "AfterRunId",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "CancelReason",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "Place",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "Device",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "Pattern",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "WaitedSeconds",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "NeedsMemoryBytes",
                table: "Arms");
        }
    }
}
