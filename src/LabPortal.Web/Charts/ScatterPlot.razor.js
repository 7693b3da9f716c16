// A point for each run, in its arm's colour and marker.
import { css, short, axisOf, tipOf, tip } from './ChartFrame.razor.js';

export const read = JSON.parse;
export const pick = e => e.dataIndex;

const place = (axis, value) => value === null ? '–' : axis.categories?.[value] ?? short(value);

export function option(chart, look, { log }) {
  const axis = axisOf(look);
  return {
    textStyle: { fontFamily: look.sans },
    grid: { left: 58, right: 24, top: 16, bottom: 40 },
    tooltip: { ...tipOf(look), trigger: 'item', formatter: ({ dataIndex }) => { const run = chart.runs[dataIndex]; return tip(run.name, [[null, chart.x.name, place(chart.x, run.x)], [css(run.hue), chart.y.name, short(run.y)]]); } },
    xAxis: { ...axis, type: chart.x.categories ? 'category' : chart.x.isLog ? 'log' : 'value', data: chart.x.categories ?? undefined, scale: true, name: chart.x.name, nameGap: 24, splitLine: { show: false }, axisLabel: { ...axis.axisLabel, formatter: chart.x.categories ? name => name : short } },
    yAxis: { ...axis, type: log ? 'log' : 'value', scale: true, name: chart.y.name, nameGap: 44, nameRotate: 90, axisLine: { show: false } },
    series: [{ type: 'scatter', symbolSize: 10, cursor: 'pointer', data: chart.runs.map(run => ({ value: [run.x ?? NaN, log && run.y <= 0 ? NaN : run.y], symbol: run.marker, itemStyle: { color: css(run.hue), opacity: 0.85 } })) }],
  };
}

export const rows = chart => [['run', chart.x.name, chart.y.name], ...chart.runs.map(run => [run.name, run.x === null ? null : chart.x.categories?.[run.x] ?? run.x, run.y])];
