// What every chart shares: the library, one redraw per 100 ms, themes, full screen, saving. A kind's own script makes the drawing.
const charts = new Map();
const gap = 100;
let library;

export const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const short = value => {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  for (const [unit, word] of [[1e15, 'P'], [1e12, 'T'], [1e9, 'G'], [1e6, 'M']]) if (size >= unit * 0.99995) return `${+(value / unit).toPrecision(4)} ${word}`;
  if (size >= 1e4) return `${+(value / 1e3).toPrecision(4)} k`;
  return size !== 0 && size < 0.001 ? value.toExponential(1) : String(+value.toPrecision(4));
};

// Between two hexadecimal colours.
export function mix(a, b, share) {
  const parts = colour => [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16)), [from, to] = [parts(a), parts(b)];
  return `rgb(${from.map((part, i) => Math.round(part + (to[i] - part) * share)).join(',')})`;
}

// The colours and faces of the theme that is shown now.
const theme = () => ({ text: css('--text'), dim: css('--dim'), line: css('--line'), soft: css('--line-soft'), panel: css('--panel'), raised: css('--raised'), sans: css('--sans') });

export const axisOf = look => ({
  axisLine: { lineStyle: { color: look.line } }, axisTick: { show: false }, splitLine: { lineStyle: { color: look.soft } },
  axisLabel: { color: look.dim, fontFamily: look.sans, fontSize: 11, hideOverlap: true, alignMaxLabel: 'right', formatter: short },
  nameTextStyle: { color: look.dim, fontFamily: look.sans, fontSize: 11 }, minorTick: { show: false }, nameLocation: 'middle',
});

// Of a level that no run drew: dotted for chance, dashed for the most that can be reached.
export const levelLine = (look, dashed) => ({ color: look.dim, type: dashed ? 'dashed' : 'dotted', width: 1.2 });

export const tipOf = look => ({
  confine: true, transitionDuration: 0, backgroundColor: look.raised, borderColor: look.line, padding: [8, 12],
  textStyle: { color: look.text }, extraCssText: 'box-shadow: var(--pop); border-radius: 8px;',
});

// A head and rows of [colour or null, name, value] as an element: never HTML from data.
export function tip(head, rows) {
  const box = document.createElement('div');
  box.className = 'chart-tip';
  box.append(Object.assign(document.createElement('div'), { textContent: head }));
  const table = box.appendChild(document.createElement('table'));
  for (const [colour, name, value] of rows) {
    const row = table.insertRow(), cell = row.insertCell();
    if (colour) cell.appendChild(Object.assign(document.createElement('span'), { className: 'swatch' })).style.background = colour;
    cell.append(name);
    row.insertCell().textContent = value;
  }
  return box;
}

function load() {
  return library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = 'vendor/echarts.min.js';
    script.onload = () => resolve(window.echarts);
    script.onerror = () => reject(new Error('The chart library did not load.'));
    document.head.append(script);
  });
}

export function open(canvas, server, kind, lazy, zooms) {
  if (!canvas?.isConnected) return;
  const state = { canvas, server, kind, zooms, figure: canvas.closest('figure'), at: 0, timer: 0, log: null };
  charts.set(canvas, state);
  state.figure.addEventListener('click', e => act(e.target.closest('[data-chart]')?.dataset.chart, state));
  state.resize = new ResizeObserver(() => state.instance?.resize());
  state.resize.observe(canvas);
  state.theme = () => paint(state);
  addEventListener('lab-theme', state.theme);
  if (!lazy) return;
  state.sight = new IntersectionObserver(seen => server.invokeMethodAsync('Seen', seen.at(-1).isIntersecting), { rootMargin: '200px' });
  state.sight.observe(canvas);
}

export async function draw(canvas, data, name) {
  const state = charts.get(canvas);
  if (!state) return;
  const echarts = await load();
  state.maker ??= await import(`./${state.kind}.razor.js`);
  if (!canvas.isConnected || !charts.has(canvas)) return;
  if (!state.instance) begin(state, echarts);
  state.data = state.maker.read?.(data) ?? data;
  state.name = name;
  if (state.timer) return;
  state.timer = setTimeout(() => { state.timer = 0; state.at = performance.now(); paint(state); }, Math.max(0, state.at + gap - performance.now()));
}

export function remove(canvas) {
  const state = charts.get(canvas);
  if (!state) return;
  charts.delete(canvas);
  if (state.figure.classList.contains('full')) fill(null);
  clearTimeout(state.timer);
  state.resize.disconnect();
  state.sight?.disconnect();
  removeEventListener('lab-theme', state.theme);
  state.instance?.dispose();
}

function begin(state, echarts) {
  state.instance = echarts.init(state.canvas, null, { renderer: 'canvas' });
  if (state.maker.group) {
    // One crosshair over all charts of the kind.
    state.instance.group = state.maker.group;
    echarts.connect(state.maker.group);
  }
  state.maker.begin?.(state);
  state.instance.on('click', e => { const at = state.maker.pick?.(e, state.data); if (at >= 0) state.server.invokeMethodAsync('Pick', at); });
  if (state.zooms) dragToZoom(state);
}

function paint(state) {
  if (!state.data || !state.instance || state.instance.isDisposed()) return;
  state.instance.setOption(optionOf(state), { replaceMerge: state.maker.replaces ?? ['series'] });
}

const optionOf = state => ({ animation: false, ...state.maker.option(state.data, theme(), { log: state.log ?? !!state.data.logY, width: state.canvas.clientWidth, height: state.canvas.clientHeight, pointed: () => state.canvas.matches(':hover') }) });

// A drag over the plot asks for that range; a double click for all of it.
function dragToZoom(state) {
  const box = state.canvas.appendChild(Object.assign(document.createElement('div'), { className: 'chart-drag', hidden: true }));
  const pen = state.instance.getZr();
  let from = null;
  const inside = e => state.instance.containPixel('grid', [e.offsetX, e.offsetY]);
  const show = to => Object.assign(box.style, { left: `${Math.min(from, to)}px`, width: `${Math.abs(to - from)}px` });
  pen.on('mousedown', e => { if (inside(e)) from = e.offsetX; });
  pen.on('mousemove', e => { if (from !== null && Math.abs(e.offsetX - from) > 4) { box.hidden = false; show(e.offsetX); } });
  pen.on('mouseup', e => {
    const wide = !box.hidden && Math.abs(e.offsetX - from) > 4;
    const range = wide && [from, e.offsetX].map(x => state.instance.convertFromPixel({ xAxisIndex: 0 }, x)).sort((a, b) => a - b);
    box.hidden = true;
    from = null;
    if (range) state.server.invokeMethodAsync('Zoom', ...range.map(x => +x.toPrecision(8)));
  });
  pen.on('globalout', () => { box.hidden = true; from = null; });
  pen.on('dblclick', () => state.server.invokeMethodAsync('Zoom', null, null));
}

function act(name, state) {
  if (name === 'full') return fill(state.figure.classList.contains('full') ? null : state.figure);
  if (name === 'log') {
    state.log = !(state.log ?? !!state.data?.logY);
    const button = state.figure.querySelector('[data-chart=log]');
    button.setAttribute('aria-pressed', state.log);
    button.classList.toggle('on', state.log);
    return paint(state);
  }
  if (!state.data || !name) return;
  const rows = () => state.maker.rows(state.data);
  if (name === 'table') table(state, rows());
  if (name === 'csv') save(state, 'csv', new Blob([rows().map(row => row.map(quoted).join(',')).join('\n') + '\n'], { type: 'text/csv' }));
  if (name === 'json') save(state, 'json', new Blob([JSON.stringify(keyed(rows()), null, 1)], { type: 'application/json' }));
  if (name === 'png') save(state, 'png', state.instance.getDataURL({ pixelRatio: 2, backgroundColor: css('--panel') }));
  if (name === 'svg') save(state, 'svg', new Blob([vector(state)], { type: 'image/svg+xml' }));
}

function vector(state) {
  const copy = window.echarts.init(null, null, { renderer: 'svg', ssr: true, width: state.canvas.clientWidth, height: state.canvas.clientHeight });
  copy.setOption({ ...optionOf(state), backgroundColor: css('--panel') });
  const text = copy.renderToSVGString();
  copy.dispose();
  return text;
}

const quoted = cell => /[",\n]/.test(cell) ? `"${String(cell).replaceAll('"', '""')}"` : cell ?? '';
const keyed = ([head, ...rows]) => rows.map(row => Object.fromEntries(head.map((name, i) => [name, row[i] ?? null])));

// "pitfalls exact accuracy 2026-11-21.csv" with hyphens.
function save(state, kind, content) {
  const link = document.createElement('a');
  link.href = typeof content === 'string' ? content : URL.createObjectURL(content);
  link.download = `${state.name} ${new Date().toISOString().slice(0, 10)}`.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-') + '.' + kind;
  link.click();
  if (typeof content !== 'string') setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function table(state, [head, ...rows]) {
  const shown = state.figure.querySelector('.chart-table');
  if (shown) return shown.remove();
  const box = Object.assign(document.createElement('div'), { className: 'chart-table table-frame', tabIndex: 0 });
  const made = box.appendChild(Object.assign(document.createElement('table'), { className: 'table' }));
  const first = made.createTHead().insertRow(), body = made.createTBody();
  for (const name of head) first.append(Object.assign(document.createElement('th'), { textContent: name, scope: 'col' }));
  for (const row of rows) { const line = body.insertRow(); for (const cell of row) line.insertCell().textContent = cell ?? ''; }
  state.figure.append(box);
  box.focus();
}

// Full screen is our own: arrows go from chart to chart, which a browser's full screen does not.
function fill(figure) {
  const shown = document.querySelector('figure.chart.full');
  shown?.classList.remove('full');
  document.documentElement.classList.toggle('chart-is-full', !!figure);
  figure?.classList.add('full');
  (figure ?? shown)?.focus({ preventScroll: !!figure });
}

document.addEventListener('keydown', e => {
  const shown = document.querySelector('figure.chart.full');
  if (!shown || !['Escape', 'ArrowLeft', 'ArrowRight'].includes(e.key) || e.target.matches('input, select, textarea')) return;
  e.preventDefault();
  const all = [...document.querySelectorAll('figure.chart')];
  fill(e.key === 'Escape' ? null : all[(all.indexOf(shown) + (e.key === 'ArrowRight' ? 1 : all.length - 1)) % all.length]);
});
