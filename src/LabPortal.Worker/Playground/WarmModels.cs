using LabPortal.Training.Playground;

namespace LabPortal.Worker.Playground;

/// <summary>The checkpoints that were asked last, ready to be asked again.</summary>
internal sealed class WarmModels : IDisposable
{
    private const int Most = 4;
    private const long MostBytes = 2L << 30;

    // The one asked last is at the end.
    private readonly List<(string Key, PlaygroundModel Model)> _kept = [];

    public PlaygroundModel? Find(string key)
    {
        var place = _kept.FindIndex(one => one.Key == key);
        if (place < 0) return null;
        var found = _kept[place];
        _kept.RemoveAt(place);
        _kept.Add(found);
        return found.Model;
    }

    public void Keep(string key, PlaygroundModel model)
    {
        _kept.Add((key, model));
        while (_kept.Count > 1 && (_kept.Count > Most || _kept.Sum(one => one.Model.Bytes) > MostBytes))
        {
            _kept[0].Model.Dispose();
            _kept.RemoveAt(0);
        }
    }

    public void Dispose()
    {
        foreach (var (_, model) in _kept) model.Dispose();
    }
}
