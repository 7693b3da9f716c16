using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace LabPortal.Web.Operation;

/// <summary>Counts what the server itself measures: requests answered, by method and status, and how long they took.</summary>
public sealed class RequestCount : IDisposable
{
    private readonly ConcurrentDictionary<(string Method, string Status), Total> _totals = [];
    private readonly MeterListener _listener = new();

    public RequestCount()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Microsoft.AspNetCore.Hosting", Name: "http.server.request.duration" }) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>(Count);
        _listener.Start();
    }

    public IEnumerable<(string Method, string Status, long Requests, double Seconds)> All =>
        _totals.Select(total => (total.Key.Method, total.Key.Status, total.Value.Requests, total.Value.Seconds)).OrderBy(total => (total.Method, total.Status));

    public void Dispose() => _listener.Dispose();

    private void Count(Instrument instrument, double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var (method, status) = ("", "");
        foreach (var (key, value) in tags)
            if (key == "http.request.method") method = $"{value}";
            else if (key == "http.response.status_code") status = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        _totals.GetOrAdd((method, status), _ => new()).Add(seconds);
    }

    private sealed class Total
    {
        private readonly Lock _gate = new();

        public long Requests { get; private set; }

        public double Seconds { get; private set; }

        public void Add(double seconds)
        {
            lock (_gate) (Requests, Seconds) = (Requests + 1, Seconds + seconds);
        }
    }
}
