// Lines with bands, seeds behind them, chance levels, published values, and marks where a NaN or an infinity was recorded.
import { css, short, axisOf, levelLine, tipOf, tip } from './ChartFrame.razor.js';

export const group = 'lines';
const arm = 0, ceiling = 1, paper = 2;
const itemGap = 10, rowHeight = 22;
const pen = document.createElement('canvas').getContext('2d');

function wide(text, face) {
  pen.font = `11.5px ${face}`;
  return pen.measureText(text).width;
}

// How many rows a legend of these names takes.
function rowsOf(labels, width, face) {
  let rows = 1, taken = 0;
  for (const label of labels) {
    const needed = 31 + wide(label, face) + itemGap;
    if (taken && taken + needed > width) { rows++; taken = 0; }
    taken += needed;
  }
  return rows;
}

// The head says where each line's numbers lie in the bytes.
export function read({ head, numbers }) {
  const chart = JSON.parse(new TextDecoder().decode(head));
  const bytes = numbers.slice().buffer;
  chart.x = new Float64Array(bytes, 0, chart.points);
  let at = 8 * chart.points;
  const take = count => { const column = new Float32Array(bytes, at, count); at += 4 * count; return column; };
  for (const line of chart.lines) {
    line.y = take(line.length);
    if (line.band) [line.low, line.high] = [take(line.length), take(line.length)];
  }
  return chart;
}

export function option(chart, look, { log, width, height, pointed }) {
  const arms = chart.lines.filter(line => line.role === arm);
  const named = arms.length > 1 || arms.some(line => line.named);
  const direct = arms.length > 1 && arms.length <= 4 && width > 420;
  const end = direct ? Math.min(0.25 * width, Math.max(...arms.map(line => wide(line.name, look.sans)))) : 0;
  const usable = v => Number.isFinite(v) && (!log || v > 0);
  const shownX = x => !chart.logX || x > 0;
  const axis = axisOf(look);
  const lines = named ? rowsOf(arms.map(line => line.label), width - 64, look.sans) : 0, wraps = lines * rowHeight < 0.32 * height;
  return {
    textStyle: { fontFamily: look.sans },
    grid: { left: 58, right: direct ? end + 14 : 24, top: named ? 14 + rowHeight * (wraps ? lines : 1) : 20, bottom: 40 },
    legend: { show: named, data: arms.map(line => line.label), type: wraps ? 'plain' : 'scroll', left: 48, right: 16, top: 2, padding: [6, 4], itemWidth: 26, itemHeight: 12, itemGap, textStyle: { color: look.text, fontFamily: look.sans, fontSize: 11.5 }, pageTextStyle: { color: look.dim }, pageIconColor: look.dim, inactiveColor: look.line },
    tooltip: { ...tipOf(look), trigger: 'axis', axisPointer: { lineStyle: { color: look.dim, type: 'solid', width: 1 }, label: { show: false } }, formatter: items => pointed() ? hover(items, chart) : '' },
    xAxis: { ...axis, type: chart.logX ? 'log' : 'value', logBase: chart.doubles ? 2 : 10, minInterval: chart.x.every(Number.isInteger) ? 1 : 0, min: chart.logX ? chart.from || undefined : chart.from ?? 'dataMin', max: chart.to ?? (chart.logX ? undefined : 'dataMax'), name: chart.xLabel, nameGap: 24, splitLine: { show: false } },
    yAxis: { ...axis, axisLine: { show: false }, type: log ? 'log' : 'value', scale: true, min: log ? undefined : chart.yMin ?? undefined, max: log ? undefined : chart.yMax ?? undefined, name: chart.yLabel, nameGap: 44, nameRotate: 90 },
    series: [...chart.lines.flatMap(line => drawn(line)), ...levels(), ...published()],
  };

  function drawn(line) {
    const colour = css(line.hue), faint = line.role !== arm;
    const points = [];
    for (let i = 0; i < line.length; i++) if (shownX(chart.x[line.start + i])) points.push([chart.x[line.start + i], usable(line.y[i]) ? line.y[i] : null]);
    const single = points.filter(p => p[1] !== null).length === 1;
    // A marker now and then tells lines of one colour apart; all of them would hide the line.
    const every = Math.max(1, Math.ceil(points.length / 8));
    const marked = !faint && (chart.dots || line.marker !== 'circle') || single;
    const series = [{
      id: `${line.role}:${line.name}`, name: line.group, type: 'line', data: points, color: colour, silent: faint, z: faint ? 2 : 3, connectNulls: false,
      showSymbol: marked, showAllSymbol: true, symbol: line.marker, symbolSize: (_, p) => single ? 8 : chart.dots || p.dataIndex % every === 0 ? 6 : 0,
      lineStyle: { width: faint ? 1 : 2, type: line.dash, opacity: faint ? 0.25 : 1 }, itemStyle: { opacity: faint ? 0.25 : 1 }, emphasis: { disabled: true }, tooltip: { show: !faint },
      endLabel: { show: direct && !faint && points.length > 0, formatter: line.name, color: look.text, fontFamily: look.sans, fontSize: 11, distance: 6, width: end, overflow: 'truncate' },
      labelLayout: direct ? { moveOverlap: 'shiftY' } : undefined,
    }];
    if (line.band) series.push(...bands(line, colour));
    if (line.lost.length) series.push(marks(line, colour));
    return series;
  }

  // A polygon for every stretch without a gap.
  function bands(line, colour) {
    const stretches = [[]];
    for (let i = 0; i < line.length; i++) {
      const x = chart.x[line.start + i];
      if (shownX(x) && usable(line.low[i]) && usable(line.high[i])) stretches.at(-1).push([x, line.low[i], line.high[i]]);
      else if (stretches.at(-1).length) stretches.push([]);
    }
    return stretches.filter(edge => edge.length > 1).map((edge, n) => ({
      id: `band:${line.name}:${n}`, name: line.label, type: 'custom', silent: true, color: colour, z: 1, clip: true, tooltip: { show: false }, data: edge, encode: { x: 0, y: line.bandIsData ? [1, 2] : [] },
      renderItem: (params, api) => params.dataIndex ? null : ({ type: 'polygon', shape: { points: [...edge.map(p => api.coord([p[0], p[2]])), ...edge.toReversed().map(p => api.coord([p[0], p[1]]))] }, style: { fill: colour, fillOpacity: 0.18, ...line.bandIsData && { stroke: colour, strokeOpacity: 0.5, lineWidth: 1 } } }),
    }));
  }

  // Crosses above the axis, one row for each line; a stretch is full of them.
  function marks(line, colour) {
    const row = arms.indexOf(line), from = i => line.lost[2 * i], long = i => line.lost[2 * i + 1];
    return {
      id: `lost:${line.name}`, name: line.group, type: 'custom', silent: true, z: 4, tooltip: { show: false }, clip: true, color: colour,
      data: Array.from({ length: line.lost.length / 2 }, (_, i) => [chart.x[from(i)], chart.x[from(i) + long(i) - 1]]).filter(p => shownX(p[0])), encode: { x: [0, 1], y: [] },
      renderItem: (params, api) => {
        const y = params.coordSys.y + params.coordSys.height - 6 - 8 * Math.max(0, row), a = api.coord([api.value(0), 1])[0], b = api.coord([api.value(1), 1])[0], stroke = { stroke: colour, lineWidth: 2, fill: 'none' };
        const cross = x => `M${x - 3} ${y - 3}L${x + 3} ${y + 3}M${x - 3} ${y + 3}L${x + 3} ${y - 3}`, crosses = Array.from({ length: Math.floor((b - a) / 12) + 1 }, (_, i) => cross(a + 12 * i));
        return { type: 'path', shape: { pathData: crosses.join('') }, style: stroke };
      },
    };
  }

  function levels() {
    const data = chart.marks.filter(mark => mark.kind !== paper).map(mark => ({ name: mark.label, yAxis: mark.y, lineStyle: levelLine(look, mark.kind === ceiling) }));
    return data.length ? [{ id: 'chance', type: 'line', data: [], silent: true, tooltip: { show: false }, markLine: { silent: true, symbol: 'none', animation: false, label: { position: 'insideStartTop', color: look.dim, fontFamily: look.sans, fontSize: 11, formatter: p => p.name, distance: 2 }, data } }] : [];
  }

  function published() {
    const papers = chart.marks.filter(mark => mark.kind === paper), right = chart.to ?? chart.x.at(-1);
    return papers.length && chart.points ? [{ id: 'paper', type: 'scatter', symbol: 'diamond', symbolSize: 11, z: 5, tooltip: { trigger: 'item', formatter: p => tip(p.name, []) },
      data: papers.map(mark => ({ value: [right, mark.y], name: mark.label, itemStyle: { color: mark.hue ? css(mark.hue) : look.dim, borderColor: look.panel, borderWidth: 1.5 } })) }] : [];
  }
}

const lostAt = (line, at) => line.lost.some((from, i) => i % 2 === 0 && at >= from && at < from + line.lost[i + 1]);

const order = y => Number.isFinite(y) ? y : -Number.MAX_VALUE;

function hover(items, chart) {
  if (!Array.isArray(items)) return tip(items.name, []);
  const x = items.find(item => item.seriesType === 'line')?.value?.[0], at = chart.x.indexOf(x);
  if (at < 0) return '';
  const rows = chart.lines.filter(line => line.role === arm && (at >= line.start && at < line.start + line.length || lostAt(line, at))).map(line => {
    const y = line.y[at - line.start], low = line.low?.[at - line.start];
    return { y, row: [css(line.hue), line.label, short(y) + (low === undefined || Number.isNaN(low) ? '' : `  (${short(low)} … ${short(line.high[at - line.start])})`) + (lostAt(line, at) ? '  NaN or ∞ recorded' : '')] };
  }).sort((a, b) => order(b.y) - order(a.y));
  const more = rows.length > 14 ? [[null, `and ${rows.length - 14} more`, '']] : [];
  return tip(`${chart.xLabel} ${short(x)}`, [...rows.slice(0, 14).map(found => found.row), ...more]);
}

export function rows(chart) {
  const digits = v => v === undefined ? null : Number.isFinite(v) ? +v.toPrecision(7) : Number.isNaN(v) ? null : String(v);
  const head = [chart.xLabel || 'x', ...chart.lines.flatMap(line => { const name = ['', '', ' (raw)'][line.role]; return [line.label + name, ...line.band ? [`${line.label} low`, `${line.label} high`] : []]; })];
  return [head, ...Array.from(chart.x, (x, i) => [+x.toPrecision(12), ...chart.lines.flatMap(line => [line.y, line.low, line.high].filter(Boolean).map(column => digits(column[i - line.start])))])];
}
