using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LabPortal.Training.Specs;

namespace LabPortal.Web.Specs;

/// <summary>An experiment while it is being written: one JSON document that form and editor both change.</summary>
public sealed class SpecDraft
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 2, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private ILookup<string, string> errors = Array.Empty<SpecError>().ToLookup(error => error.Field, error => error.Message);

    public SpecDraft(string json) => Replace(json);

    public event Action? Changed;

    /// <summary>What the editor shows; it may be broken JSON while somebody types.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The last document that was JSON.</summary>
    public JsonObject Root { get; private set; } = [];

    public IReadOnlyList<SpecError> Errors { get; private set; } = [];

    /// <summary>The checked experiment; null while something is wrong.</summary>
    public ExperimentSpec? Spec { get; private set; }

    public void Replace(string json)
    {
        Text = json;
        if (Read(json) is { } root)
            Root = root;
        Check();
    }

    public JsonNode? Get(string path) => SpecPath.Get(Root, path);

    /// <summary>Sets what is at a path; null takes it away, so that the default holds.</summary>
    public void Set(string path, JsonNode? value)
    {
        SpecPath.Set(Root, path, value);
        Text = Root.ToJsonString(Indented);
        Check();
    }

    /// <summary>Adds what the spec alone cannot tell; it stays until the next change.</summary>
    public void Refuse(IReadOnlyList<SpecError> found)
    {
        if (found.Count == 0)
            return;
        (Spec, Errors) = (null, [.. Errors, .. found]);
        errors = Errors.ToLookup(error => error.Field, error => error.Message);
    }

    public IEnumerable<string> ErrorsAt(string path) => errors[path];

    /// <summary>Whether anything is wrong at or below a path.</summary>
    public int CountBelow(string path) => Errors.Count(error => error.Field == path || error.Field.StartsWith(path + ".", StringComparison.Ordinal) || error.Field.StartsWith(path + "[", StringComparison.Ordinal));

    private static JsonObject? Read(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Check()
    {
        var result = ExperimentSpec.Parse(Text);
        (Spec, Errors) = (result.Errors.Count == 0 ? result.Spec : null, result.Errors);
        errors = Errors.ToLookup(error => error.Field, error => error.Message);
        Changed?.Invoke();
    }
}
