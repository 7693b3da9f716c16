using LabPortal.Data.Artifacts;
using LabPortal.Data.Corpora;
using LabPortal.Data.Experiments;
using LabPortal.Web.Corpora;
using LabPortal.Web.Toasts;
using Microsoft.AspNetCore.Components;

namespace LabPortal.Web.Pages.Datasets;

/// <summary>One text: what is in it, and who trains on it.</summary>
public sealed partial class Details(CorpusStore store, ArtifactStore artifacts, NavigationManager navigation, Toaster toaster)
{
    private Corpus? corpus;
    private CorpusSplit split = new(0);
    private IReadOnlyList<SymbolCount>? symbols;
    private IReadOnlyList<Experiment> users = [];
    private string? name, problem;
    private bool missing;

    [Parameter]
    public string Hash { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        if (corpus?.Hash == Hash)
            return;
        await LoadAsync();
        // The first look at a large text reads all of it.
        symbols = corpus is null ? null : await store.SymbolsAsync(Hash);
    }

    private async Task LoadAsync()
    {
        corpus = await store.FindAsync(Hash);
        missing = corpus is null;
        if (corpus is null)
            return;
        split = new CorpusSplit(corpus.Characters);
        users = await store.UsersAsync(Hash);
    }

    private async Task RenameAsync()
    {
        problem = await store.RenameAsync(Hash, name ?? "");
        if (problem is not null)
            return;
        name = null;
        await LoadAsync();
    }

    private async Task DeleteAsync()
    {
        problem = null;
        // Open, it can be read for as long as it can be brought back.
        var content = await artifacts.OpenAsync(Hash);
        var deleted = await store.DeleteAsync(Hash);
        if (deleted.UsedBy.Count == 0)
        {
            Offer(corpus!, content);
            navigation.NavigateTo(Urls.Datasets);
            return;
        }
        content?.Dispose();
        users = deleted.UsedBy;
        problem = CorpusUse.Refusal(users);
    }

    private void Offer(Corpus deleted, FileStream? content)
    {
        if (content is null)
            toaster.Say($"{deleted.Name} is deleted.");
        else
            toaster.Offer($"{deleted.Name} is deleted.", () => store.AddAsync(content, new NewCorpus(deleted.Name, deleted.By, deleted.Source ?? "restored"), deleted.Bytes, deleted.Hash), content);
    }
}
