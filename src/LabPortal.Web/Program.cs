using LabPortal.Data;
using LabPortal.Web;
using Microsoft.Extensions.Options;

// The border of the program: whatever keeps the portal from starting is one line on standard error.
if (!PortalOptions.TryRead(args, out var options, out var problem))
{
    Console.Error.WriteLine(problem);
    return 2;
}
if (options.Log is { } log)
    Environment.SetEnvironmentVariable(LabLog.Variable, log); // the worker finds it there
try
{
    await using var app = Portal.Build(options);
    await Portal.RunAsync(app);
    return 0;
}
catch (LabDataException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
catch (InvalidOperationException error) when (error.InnerException is FormatException or OverflowException or ArgumentException)
{
    Console.Error.WriteLine($"A setting cannot be read. {error.Message}");
    return 1;
}
catch (OptionsValidationException error)
{
    foreach (var failure in error.Failures)
        Console.Error.WriteLine(failure);
    return 1;
}
catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    Console.Error.WriteLine($"{options.Urls} is in use by another program: stop it, or choose another port with --urls http://127.0.0.1:PORT.");
    return 1;
}
