using System.Text;

namespace LabPortal.Training.Tasks;

/// <summary>Continue a real text, character by character, with nanoGPT's split and batching: the baseline on natural data.</summary>
public sealed class CharTextTask(CharTextOptions options) : ITask
{
    public string? Corpus => options.Corpus;

    public string Digest => options.Corpus;

    public string Headline => "eval/loss";

    public TaskShape Shape(int? corpusSymbols) => new(corpusSymbols ?? 96, 1, options.Block);

    public ITaskData Open(string? corpusFile)
    {
        if (corpusFile is null)
            throw new TrainingException("The corpus is missing from this lab. Upload the text again, then run again.");
        string text;
        try
        {
            text = File.ReadAllText(corpusFile, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException)
        {
            throw new TrainingException("The corpus is not UTF-8. Save it as UTF-8 and upload it again.");
        }

        return new CharTextWindows(text, options.Block);
    }
}
