using System.Net;
using System.Text.RegularExpressions;

namespace LabPortal.Web.Tests;

/// <summary>Fills in and sends a page's form as a browser does: with the hidden fields that the page carries.</summary>
public static partial class Forms
{
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient browser, string page, Dictionary<string, string> fields, string? action = null)
    {
        var html = await browser.GetStringAsync(page);
        foreach (Match hidden in Hidden().Matches(html))
            fields.TryAdd(Value(hidden.Value, "name"), WebUtility.HtmlDecode(Value(hidden.Value, "value")));
        return await browser.PostAsync(action ?? page, new FormUrlEncodedContent(fields));
    }

    private static string Value(string tag, string attribute) => Regex.Match(tag, $"{attribute}=\"([^\"]*)\"").Groups[1].Value;

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();
}
