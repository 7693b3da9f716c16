// Shares as tints of one hue: darker, or in the dark lighter, is more.
import { css, mix, axisOf, tipOf, tip } from './ChartFrame.razor.js';

export const read = JSON.parse;

const number = share => share === null ? '–' : share.toFixed(2);

export function option(chart, look, { width }) {
  const axis = axisOf(look), label = { ...axis.axisLabel, formatter: name => name };
  const roomy = (width - 160) / chart.columns.length > 34 && chart.rows.length <= 24;
  return {
    textStyle: { fontFamily: look.sans },
    grid: { left: chart.yLabel ? 28 : 16, right: 16, top: 10, bottom: chart.xLabel ? 26 : 10, containLabel: true },
    tooltip: { ...tipOf(look), trigger: 'item', formatter: ({ value: [x, y, share] }) => tip(`${chart.xLabel} ${chart.columns[x]}`, [[null, [chart.yLabel, chart.rows[y].name].join(' ').trim(), number(share)]]) },
    visualMap: { show: false, min: 0, max: 1, inRange: { color: [mix(look.panel, css('--data-0'), 0.04), mix(look.panel, css('--data-0'), roomy ? 0.62 : 0.95)] } },
    xAxis: { ...axis, type: 'category', data: chart.columns, axisLabel: { ...label, alignMaxLabel: null }, name: chart.xLabel, nameGap: 24, splitLine: { show: false } },
    yAxis: { ...axis, type: 'category', inverse: true, data: chart.rows.map(row => row.name), axisLabel: { ...label, color: look.text, alignMaxLabel: null, width: 150, overflow: 'truncate' }, name: chart.yLabel, nameGap: 44, nameRotate: 90, splitLine: { show: false } },
    series: [{ type: 'heatmap', data: chart.rows.flatMap((row, y) => row.values.map((share, x) => [x, y, share]).filter(cell => cell[2] !== null)),
      label: { show: roomy, color: look.text, fontFamily: look.sans, fontSize: 11, formatter: ({ value }) => number(value[2]) },
      itemStyle: { borderColor: look.panel, borderWidth: chart.columns.length > 100 ? 0 : 1 }, emphasis: { itemStyle: { borderColor: look.text } } }],
  };
}

export const rows = chart => [[chart.yLabel || 'row', ...chart.columns], ...chart.rows.map(row => [row.name, ...row.values])];
