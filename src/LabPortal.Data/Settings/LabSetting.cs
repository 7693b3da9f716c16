namespace LabPortal.Data.Settings;

/// <summary>Something that the whole lab goes by, whichever process asks: one row a key.</summary>
public sealed class LabSetting
{
    private LabSetting() { }

    public LabSetting(string key, string json) => (Key, Json) = (key, json);

    public string Key { get; private set; } = "";
    public string Json { get; private set; } = "";

    public void Write(string json) => Json = json;
}
