using System.CommandLine;
using LabPortal.Data;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Worker.Commands;

/// <summary>Which lab a command is about.</summary>
internal static class LabPlace
{
    public static readonly Option<DirectoryInfo> Data = new("--data") { Description = "The lab's data folder; with a database elsewhere, what this machine keeps for itself", HelpName = "DIR", Required = true };

    public static readonly Option<string?> Database = new("--database")
    {
        Description = $"The connection string of the lab's PostgreSQL database, if it is on one; better in the environment, as {LabStorage.Variable}", HelpName = "CONNECTION",
    };

    /// <summary>The lab of a command that has both options, or whose parent has left the database in the environment.</summary>
    /// <exception cref="CommandException">The connection string cannot be read.</exception>
    public static ServiceCollection Services(ParseResult parsed)
    {
        // Children find it in the environment: others can read a command line.
        if (parsed.GetValue(Database) is { } database) Environment.SetEnvironmentVariable(LabStorage.Variable, database);
        var services = new ServiceCollection();
        try
        {
            services.AddLabData(parsed.GetRequiredValue(Data).FullName, Environment.GetEnvironmentVariable(LabStorage.Variable));
        }
        catch (LabDataException problem)
        {
            throw new CommandException(CommandLine.Misused, problem.Message);
        }

        return services;
    }
}
