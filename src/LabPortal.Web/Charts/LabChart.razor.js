// Line charts with bands, ghosts, chance levels and published values. One redraw per 100 ms; zoom survives new data.
const charts = new Map();
const gap = 100;
let library;

function load() {
  return library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = 'vendor/echarts.min.js';
    script.onload = () => resolve(window.echarts);
    script.onerror = () => reject(new Error('The chart library did not load.'));
    document.head.append(script);
  });
}

export async function draw(canvas, chart) {
  const echarts = await load();
  if (!canvas?.isConnected) return;
  let state = charts.get(canvas);
  if (!state) {
    state = { instance: echarts.init(canvas, null, { renderer: 'canvas' }), log: chart.logY, at: 0, timer: 0 };
    state.resize = new ResizeObserver(() => state.instance.resize());
    state.resize.observe(canvas);
    state.theme = () => paint(state);
    addEventListener('lab-theme', state.theme);
    state.click = e => act(e, canvas, state);
    canvas.closest('figure').addEventListener('click', state.click);
    state.instance.getZr().on('dblclick', () => state.instance.dispatchAction({ type: 'dataZoom', start: 0, end: 100 }));
    charts.set(canvas, state);
  }
  state.chart = chart;
  if (state.timer) return;
  const wait = Math.max(0, state.at + gap - performance.now());
  state.timer = setTimeout(() => { state.timer = 0; state.at = performance.now(); paint(state); }, wait);
}

export function remove(canvas) {
  const state = charts.get(canvas);
  if (!state) return;
  charts.delete(canvas);
  clearTimeout(state.timer);
  state.resize.disconnect();
  removeEventListener('lab-theme', state.theme);
  state.instance.dispose();
}

function act(e, canvas, state) {
  switch (e.target.closest('[data-chart]')?.dataset.chart) {
    case 'log':
      state.log = !state.log;
      e.target.closest('button').classList.toggle('on', state.log);
      paint(state);
      break;
    case 'full':
      if (document.fullscreenElement) document.exitFullscreen(); else canvas.closest('figure').requestFullscreen();
      break;
    case 'image': {
      const link = document.createElement('a');
      link.href = state.instance.getDataURL({ pixelRatio: 2, backgroundColor: css('--panel') });
      link.download = state.chart.title.replace(/[^\w]+/g, '-').toLowerCase() + '.png';
      link.click();
      break;
    }
  }
}

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const short = value => {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  if (size >= 1e6) return +(value / 1e6).toPrecision(3) + ' M';
  if (size >= 1e4) return +(value / 1e3).toPrecision(3) + ' k';
  if (size !== 0 && size < 0.001) return value.toExponential(1);
  return String(+value.toPrecision(4));
};

function paint(state) {
  const { chart, instance } = state;
  if (!chart || instance.isDisposed()) return;
  const text = css('--text'), dim = css('--dim'), line = css('--line'), soft = css('--line-soft'), panel = css('--raised');
  const sans = css('--sans');
  const mains = chart.lines.filter(l => !l.ghost);
  const named = mains.length > 1 || mains.some(l => l.seeds);
  const direct = mains.length > 1 && mains.length <= 4;
  const series = [];
  const positive = v => !state.log || v === null || v > 0 ? v : null;
  for (const l of chart.lines) {
    const colour = css(l.colour.variable);
    const points = l.x.map((x, i) => [x, positive(l.y[i])]);
    if (l.low && l.x.length > 1) series.push(band(l, colour, positive));
    series.push({
      id: (l.ghost ? 'ghost:' : 'line:') + l.name, name: l.label, type: 'line', data: points, color: colour, silent: l.ghost, z: l.ghost ? 2 : 3,
      showSymbol: points.length === 1, symbol: l.colour.marker, symbolSize: points.length === 1 ? 8 : 5, connectNulls: false, animation: false,
      lineStyle: { width: l.ghost ? 1 : 2, type: l.colour.dash, opacity: l.ghost ? 0.25 : 1 }, itemStyle: { opacity: l.ghost ? 0.25 : 1 },
      emphasis: { disabled: true }, sampling: points.length > 3000 ? 'lttb' : undefined,
      endLabel: { show: direct && !l.ghost && points.length > 0, formatter: l.name, color: colour, fontFamily: sans, fontSize: 11, distance: 6, padding: [3, 0] },
      labelLayout: direct ? { moveOverlap: 'shiftY' } : undefined,
      tooltip: { show: !l.ghost },
    });
  }
  const chances = chart.marks.filter(m => m.kind === 0), papers = chart.marks.filter(m => m.kind === 1);
  const xs = chart.lines.flatMap(l => l.x.length ? [l.x[l.x.length - 1]] : []);
  if (chances.length) series.push({
    id: 'chance', type: 'line', data: [], silent: true, tooltip: { show: false }, markLine: {
      silent: true, symbol: 'none', animation: false, lineStyle: { color: dim, type: 'dotted', width: 1.2 },
      label: { position: 'insideStartTop', color: dim, fontFamily: sans, fontSize: 11, formatter: p => p.name, distance: 2 },
      data: chances.map(m => ({ name: m.label, yAxis: m.y })) } });
  if (papers.length && xs.length) series.push({
    id: 'paper', type: 'scatter', symbol: 'diamond', symbolSize: 11, animation: false, z: 5,
    data: papers.map(m => ({ value: [Math.max(...xs), m.y], name: m.label, itemStyle: { color: m.colour ? css(m.colour.variable) : dim, borderColor: panel, borderWidth: 1.5 } })),
    tooltip: { trigger: 'item' } });
  const axis = { axisLine: { lineStyle: { color: line } }, axisTick: { show: false }, axisLabel: { color: dim, fontFamily: sans, fontSize: 11, hideOverlap: true, formatter: short }, splitLine: { lineStyle: { color: soft } }, nameTextStyle: { color: dim, fontFamily: sans, fontSize: 11 } };
  instance.setOption({
    animation: false, textStyle: { fontFamily: sans },
    grid: { left: 52, right: direct ? 112 : 24, top: named ? 36 : 20, bottom: 36 },
    legend: { show: named, data: mains.map(l => l.label), type: 'scroll', left: 48, top: 4, itemWidth: 16, itemHeight: 8, itemGap: 16, icon: 'roundRect', textStyle: { color: text, fontFamily: sans, fontSize: 11.5 }, pageTextStyle: { color: dim }, inactiveColor: line },
    tooltip: { trigger: 'axis', confine: true, transitionDuration: 0, backgroundColor: panel, borderColor: line, padding: [8, 12], extraCssText: 'box-shadow: var(--pop); border-radius: 8px;', axisPointer: { lineStyle: { color: dim, type: 'solid', width: 1 }, label: { show: false } }, formatter: items => tip(items, chart) },
    toolbox: { show: false, feature: { dataZoom: { yAxisIndex: 'none' } } },
    xAxis: { ...axis, type: 'value', min: 'dataMin', max: 'dataMax', name: chart.xLabel, nameLocation: 'middle', nameGap: 22, splitLine: { show: false } },
    yAxis: { ...axis, axisLine: { show: false }, type: state.log ? 'log' : 'value', min: state.log ? undefined : chart.yMin ?? undefined, max: state.log ? undefined : chart.yMax ?? undefined, scale: true, name: chart.yLabel, nameLocation: 'middle', nameGap: 38, nameRotate: 90 },
    ...(state.zoomed ? {} : { dataZoom: [{ id: 'zoom', type: 'inside', filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: 'shift' }] }),
    series,
  }, { replaceMerge: ['series'] });
  state.zoomed = true;
  instance.dispatchAction({ type: 'takeGlobalCursor', key: 'dataZoomSelect', dataZoomSelectActive: true });
}

function band(l, colour, positive) {
  const edge = l.x.map((x, i) => [x, positive(l.low[i]), positive(l.high[i])]).filter(p => p[1] !== null && p[2] !== null);
  return {
    id: 'band:' + l.name, name: l.label, type: 'custom', silent: true, color: colour, z: 1, animation: false, clip: true, tooltip: { show: false },
    data: edge.length ? [edge.flat()] : [], encode: { x: [], y: [] },
    renderItem: (_, api) => ({ type: 'polygon', shape: { points: [...edge.map(p => api.coord([p[0], p[2]])), ...edge.slice().reverse().map(p => api.coord([p[0], p[1]]))] }, style: { fill: colour, opacity: 0.18 } }),
  };
}

function tip(items, chart) {
  const box = document.createElement('div');
  box.className = 'chart-tip';
  if (!Array.isArray(items)) { box.textContent = items.name; return box; }
  const rows = items.filter(i => i.seriesId?.startsWith('line:') && i.value?.[1] !== null && i.value?.[1] !== undefined).sort((a, b) => b.value[1] - a.value[1]);
  if (!rows.length) return '';
  const head = document.createElement('div');
  head.textContent = `${chart.xLabel} ${short(rows[0].value[0])}`;
  const table = document.createElement('table');
  for (const item of rows.slice(0, 14)) {
    const row = table.insertRow();
    const name = row.insertCell();
    const dot = document.createElement('span');
    dot.className = 'swatch';
    dot.style.background = item.color;
    name.append(dot, item.seriesName);
    const own = chart.lines.find(l => !l.ghost && l.label === item.seriesName);
    const at = own?.low ? own.x.indexOf(item.value[0]) : -1;
    row.insertCell().textContent = short(item.value[1]) + (at >= 0 && own.low[at] !== null ? `  (${short(own.low[at])} … ${short(own.high[at])})` : '');
  }
  box.append(head, table);
  return box;
}
