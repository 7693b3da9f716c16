return await LabPortal.Worker.Commands.CommandLine.RunAsync(args);
