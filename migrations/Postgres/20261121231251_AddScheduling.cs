using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LabPortal.Data.Migrations.Postgres
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
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FreeBytes",
                table: "WorkerNodes",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "GpusJson",
                table: "WorkerNodes",
                type: "text",
                nullable: false,
                defaultValue: "[]",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "Mode",
                table: "WorkerNodes",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "working");

            migrationBuilder.AddColumn<Guid>(
                name: "AfterRunId",
                table: "Runs",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CancelReason",
                table: "Runs",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<long>(
                name: "Place",
                table: "Runs",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "Device",
                table: "Attempts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Pattern",
                table: "Attempts",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<double>(
                name: "WaitedSeconds",
                table: "Attempts",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "NeedsMemoryBytes",
                table: "Arms",
                type: "bigint",
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
