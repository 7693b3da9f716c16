using System;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.Build.Utilities;

/// Writes one embedded resource of an assembly to a file without loading the assembly.
public sealed class ExtractResource : Task
{
    public string Assembly { get; set; }
    public string Resource { get; set; }
    public string Output { get; set; }

    public override bool Execute()
    {
        using var file = new PEReader(File.OpenRead(Assembly));
        var metadata = file.GetMetadataReader();
        var names = metadata.ManifestResources.Select(handle => metadata.GetManifestResource(handle)).ToList();
        var wanted = names.Where(resource => metadata.GetString(resource.Name) == Resource).ToList();
        if (wanted.Count == 0)
        {
            Log.LogError("{0} holds no resource {1}; it has {2}.", Assembly, Resource, string.Join(", ", names.Select(r => metadata.GetString(r.Name))));
            return false;
        }
        var section = file.GetSectionData(file.PEHeaders.CorHeader.ResourcesDirectory.RelativeVirtualAddress);
        var reader = section.GetReader((int)wanted[0].Offset, section.Length - (int)wanted[0].Offset);
        var bytes = reader.ReadBytes(reader.ReadInt32());
        Directory.CreateDirectory(Path.GetDirectoryName(Output));
        File.WriteAllBytes(Output, bytes);
        return true;
    }
}
