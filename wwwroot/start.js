// Starts the circuit: patient with a portal that restarts, and a page that a new portal no longer knows is loaded again.
Blazor.start({
  circuit: {
    reconnectionOptions: { maxRetries: 600, retryIntervalMilliseconds: 1000 },
    reconnectionHandler: {
      onConnectionDown() {
        const note = document.getElementById('reconnect');
        note.className = 'components-reconnect-show';
        const again = async () => {
          try { if (await Blazor.reconnect()) { note.className = ''; return; } location.reload(); return; }
          catch { setTimeout(again, 1000); }
        };
        again();
      },
      onConnectionUp() { document.getElementById('reconnect').className = ''; },
    },
  },
});
