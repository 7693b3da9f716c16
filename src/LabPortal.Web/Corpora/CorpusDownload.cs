using System.Net;
using System.Net.Sockets;
using LabPortal.Data.Corpora;
using Microsoft.Extensions.Options;

namespace LabPortal.Web.Corpora;

/// <summary>
/// Fetches texts from addresses that people enter. The portal stands inside a network that they may not: every connection,
/// also after a redirect, goes to an address that was checked, and to no other name of it.
/// </summary>
public sealed class CorpusDownload : IDisposable
{
    private const int MostRedirects = 5;
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(15);
    private readonly CorpusOptions _options;
    private readonly HttpClient _http;

    public CorpusDownload(IOptions<CorpusOptions> options)
    {
        _options = options.Value;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Connecting };
        // A proxy would look names up itself, past the check.
        if (!_options.PrivateAddresses) (handler.UseProxy, handler.ConnectCallback) = (false, ConnectAsync);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("LabPortal");
    }

    /// <summary>What keeps an address from being fetched; null where nothing does.</summary>
    public static string? Problem(string address) =>
        address.Length == 0 ? "No address is given: enter one such as https://example.org/text.txt."
        : !Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") ? $"\"{address}\" is no http or https address: enter one such as https://example.org/text.txt."
        : url.UserInfo.Length > 0 ? "The address has a user name or password in it: enter it without, and use an address that needs none."
        : null;

    /// <summary>Gives the content to <paramref name="keep"/> while it arrives; what goes wrong on the way is the answer instead.</summary>
    /// <param name="keep">Gets the stream and its length if the server says it.</param>
    public async Task<CorpusAdded> FetchAsync(Uri url, Func<Stream, long?, CancellationToken, Task<CorpusAdded>> keep, CancellationToken cancel)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(TimeSpan.FromSeconds(_options.DownloadSeconds));
        try
        {
            using var answer = await FollowAsync(url, limited.Token);
            if (Refusal(url, answer) is { } refusal) return CorpusAdded.No("url", refusal);
            await using var content = await answer.Content.ReadAsStreamAsync(limited.Token);
            return await keep(content, answer.Content.Headers.ContentLength, limited.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return CorpusAdded.No("url", limited.IsCancellationRequested
                ? $"{url.Host} has not sent it all within {_options.DownloadSeconds} s: try again, or have an administrator raise CorpusOptions:DownloadSeconds in appsettings.json."
                : $"{url.Host} does not answer: check the address, or try again later.");
        }
        catch (HttpRequestException error)
        {
            return CorpusAdded.No("url", Explain(url, error));
        }
        catch (BrokenOffException)
        {
            return CorpusAdded.No("url", $"{url.Host} broke off before the end: try again.");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> FollowAsync(Uri url, CancellationToken cancel)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var next = IsRedirect(answer) && answer.Headers.Location is { } location ? new Uri(url, location) : null;
            if (next is null || redirects == MostRedirects || Problem(next.ToString()) is not null) return answer;
            answer.Dispose();
            url = next;
        }
    }

    private static bool IsRedirect(HttpResponseMessage answer) => answer.StatusCode is
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static string? Refusal(Uri url, HttpResponseMessage answer) =>
        IsRedirect(answer) ? $"{url.Host} redirects more than {MostRedirects} times or to something that is no http address: enter the address of the file itself."
        : answer.IsSuccessStatusCode ? null
        : $"{url.Host} answered {(int)answer.StatusCode} ({answer.ReasonPhrase}): check that the address is right and needs no sign-in.";

    private static string Explain(Uri url, HttpRequestException error) => error switch
    {
        { InnerException: PrivateAddressException at } => $"{at.Message} Downloads may not reach this machine or its network: enter a public address, or have an administrator set CorpusOptions:PrivateAddresses in appsettings.json.",
        { HttpRequestError: HttpRequestError.NameResolutionError } => $"There is no host {url.Host}, or it cannot be looked up from here: check the address.",
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } } => $"There is no host {url.Host}, or it cannot be looked up from here: check the address.",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => $"{url.Host} has no certificate that this machine trusts: check the address.",
        _ => $"{url.Host} cannot be reached ({error.Message}): check the address, or try again later.",
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancel);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, PublicAddress.Is)) throw new PrivateAddressException(host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
