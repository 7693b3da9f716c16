// Means as dots with whiskers, one row for each arm; a diamond for what was published.
import { css, short, axisOf, levelLine, tipOf, tip } from './ChartFrame.razor.js';

export const read = JSON.parse;

const told = dot => `${short(dot.mean)}${dot.low === null ? '' : ` (${short(dot.low)} … ${short(dot.high)})`}, n = ${dot.count}`;

export function option(chart, look) {
  const axis = axisOf(look), names = chart.dots.map(dot => dot.name);
  return {
    textStyle: { fontFamily: look.sans },
    grid: { left: 16, right: 32, top: chart.levels.length ? 24 : 12, bottom: chart.xLabel ? 26 : 10, containLabel: true },
    tooltip: { ...tipOf(look), trigger: 'item', formatter: ({ dataIndex, seriesId }) => {
      const dot = chart.dots[dataIndex];
      return tip(dot.name, seriesId === 'paper' ? [[css(dot.hue), 'Published', short(dot.paper)], [null, dot.source ?? '', '']] : [[css(dot.hue), `mean (${chart.whiskers})`, told(dot)]]);
    } },
    xAxis: { ...axis, type: 'value', scale: !chart.isShare, min: chart.isShare ? 0 : undefined, max: chart.isShare ? 1 : undefined, name: chart.xLabel, nameGap: 24 },
    yAxis: { ...axis, type: 'category', inverse: true, data: names, axisLabel: { ...axis.axisLabel, formatter: name => name, color: look.text, fontSize: 12, width: 200, overflow: 'truncate', interval: 0 }, splitLine: { show: true, lineStyle: { color: look.soft } }, axisLine: { show: false } },
    series: [whiskers(), dots('dot', dot => dot.mean, dot => dot.marker, 10), dots('paper', dot => dot.paper, () => 'diamond', 12), ...levels()],
  };

  function dots(id, value, symbol, size) {
    return { id, type: 'scatter', symbolSize: size, z: id === 'paper' ? 4 : 5, data: chart.dots.map((dot, i) => ({ value: [value(dot) ?? NaN, i], symbol: symbol(dot),
      itemStyle: id === 'paper' ? { color: look.panel, borderColor: css(dot.hue), borderWidth: 2 } : { color: css(dot.hue), opacity: 1 } })) };
  }

  function whiskers() {
    return { id: 'whisker', type: 'custom', silent: true, z: 3, encode: { x: [0, 1], y: 2 }, data: chart.dots.map((dot, i) => [dot.low ?? NaN, dot.high ?? NaN, i]), renderItem: (_, api) => {
      const [a, y] = api.coord([api.value(0), api.value(2)]), [b] = api.coord([api.value(1), api.value(2)]);
      if (Number.isNaN(a + b)) return null;
      return { type: 'path', shape: { pathData: `M${a} ${y - 5}V${y + 5}M${a} ${y}H${b}M${b} ${y - 5}V${y + 5}` }, style: { stroke: css(chart.dots[api.value(2)].hue), lineWidth: 2, fill: 'none' } };
    } };
  }

  function levels() {
    return chart.levels.length ? [{ id: 'levels', type: 'line', data: [], silent: true, markLine: { silent: true, symbol: 'none', animation: false, label: { position: 'start', rotate: 0, color: look.dim, fontFamily: look.sans, fontSize: 11, formatter: p => p.name }, data: chart.levels.map(level => ({ name: level.label, xAxis: level.y, lineStyle: levelLine(look, level.ceiling) })) } }] : [];
  }
}

export const rows = chart => [['arm', 'mean', 'low', 'high', 'n', 'published', 'source'], ...chart.dots.map(dot => [dot.name, dot.mean, dot.low, dot.high, dot.count, dot.paper, dot.source])];
