// The run table by keyboard and by click: j/k or arrows move, x selects, enter opens, a click on a cell filters by it.
const tables = new Map();

export function attend(frame, page) {
  if (!frame) return;
  const state = {
    click: e => {
      const cell = e.target.closest('[data-f]');
      if (!cell || e.target.closest('a, button, input, label') || String(getSelection()).length > 0) return;
      page.invokeMethodAsync('FilterAsync', cell.dataset.f);
    },
    over: e => { const cell = e.target.closest('[data-f]'); if (cell && !cell.title) cell.title = `Click for ${cell.dataset.f}`; },
    key: e => onKey(e, frame),
  };
  // What stands above the table changes its height; the table takes the rest of the window.
  const fit = () => document.documentElement.style.setProperty('--runs-top', `${Math.round(frame.getBoundingClientRect().top + (frame.closest('.content')?.scrollTop ?? 0))}px`);
  state.watch = new ResizeObserver(() => { if (frame.offsetParent) fit(); });
  state.watch.observe(frame.parentElement);
  frame.addEventListener('click', state.click);
  frame.addEventListener('mouseover', state.over);
  document.addEventListener('keydown', state.key);
  tables.set(frame, state);
  frame.dataset.keys = 'on'; // before this a key would be lost: scripts that drive the page wait for it
}

export function leave(frame) {
  const state = tables.get(frame);
  if (state) { document.removeEventListener('keydown', state.key); state.watch.disconnect(); }
  tables.delete(frame);
}

export function top(frame) { if (frame) frame.scrollTop = 0; }

function onKey(e, frame) {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches?.('input:not([type=checkbox]), textarea, select, [contenteditable]') || document.querySelector('dialog[open]')) return;
  const arrows = document.activeElement === frame || frame.contains(document.activeElement);
  const by = e.key === 'j' || (arrows && e.key === 'ArrowDown') ? 1 : e.key === 'k' || (arrows && e.key === 'ArrowUp') ? -1 : 0;
  const at = frame.querySelector('tr[data-at]');
  if (by) { e.preventDefault(); move(frame, at, by); }
  else if (!at) return;
  else if (e.key === 'x' || e.key === 'X') at.querySelector('input[type=checkbox]')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: e.shiftKey }));
  else if (e.key === 'Enter' && !e.target.closest('a, button, summary')) (at.querySelector('a[data-open]') ?? at.querySelector('button[data-open]'))?.click();
}

function move(frame, at, by) {
  const rows = [...frame.querySelectorAll('tbody tr[data-line]')];
  if (!rows.length) return;
  const top = frame.getBoundingClientRect().top + 40;
  const next = at ? rows[rows.indexOf(at) + by] : rows.find(row => row.getBoundingClientRect().top >= top) ?? rows[0];
  if (!next) return;
  at?.removeAttribute('data-at');
  next.setAttribute('data-at', '');
  next.scrollIntoView({ block: 'nearest' });
  next.querySelector('input[type=checkbox]')?.focus({ preventScroll: true });
}
