// Parallel coordinates: a line for each run. A drag along an axis leaves only those that pass it.
import { css, mix, short, axisOf, tipOf, tip } from './ChartFrame.razor.js';

export const read = JSON.parse;
export const replaces = ['series', 'parallelAxis'];
export const pick = e => e.seriesType === 'parallel' ? e.dataIndex : -1;

const shown = (axis, value) => value === null ? '–' : axis.categories ? axis.categories[value] : short(value);

export function begin({ instance, server }) {
  instance.on('axisareaselected', () => {
    const series = instance.getModel().getSeriesByIndex(0);
    server.invokeMethodAsync('Brush', series.getRawIndicesByActiveState('inactive').length ? series.getRawIndicesByActiveState('active') : null);
  });
}

// By the metric, colours go from blue, the least, to orange, the most.
export function option(chart, look) {
  const axis = axisOf(look), ends = chart.runs.map(run => run.values.at(-1)), low = Math.min(...ends), high = Math.max(...ends);
  return {
    textStyle: { fontFamily: look.sans },
    tooltip: { ...tipOf(look), trigger: 'item', formatter: ({ dataIndex }) => tip(chart.runs[dataIndex].name, chart.axes.map((one, i) => [null, one.name, shown(one, chart.runs[dataIndex].values[i])])) },
    parallel: { left: 64, right: 96, top: 44, bottom: 24 },
    parallelAxis: chart.axes.map((one, dim) => ({
      ...axis, dim, id: one.path, name: one.name, nameLocation: 'end', nameGap: 16, nameTruncate: { maxWidth: 150 }, nameTextStyle: { ...axis.nameTextStyle, color: look.text, fontWeight: 500 },
      type: one.categories ? 'category' : one.isLog ? 'log' : 'value', data: one.categories ?? undefined, scale: true, axisLine: { lineStyle: { color: look.dim } },
      axisLabel: { ...axis.axisLabel, alignMaxLabel: null, color: look.text, textBorderColor: look.panel, textBorderWidth: 3, formatter: one.categories ? name => name.length > 22 ? name.slice(0, 21) + '…' : name : short },
      areaSelectStyle: { width: 16, borderWidth: 1, borderColor: look.text, color: look.dim, opacity: 0.25 },
    })),
    series: [{ type: 'parallel', inactiveOpacity: 0.06, activeOpacity: 0.9, emphasis: { lineStyle: { width: 4, opacity: 1 } }, data: chart.runs.map(run => ({
      value: run.values.map((value, i) => value === null ? '-' : value), lineStyle: { width: 2, opacity: 0.75, type: chart.byArm ? run.dash : 'solid', color: chart.byArm ? css(run.hue) : mix(css('--data-0'), css('--data-1'), high > low ? (run.values.at(-1) - low) / (high - low) : 1) },
    })) }],
  };
}

export const rows = chart => [['run', ...chart.axes.map(axis => axis.name)], ...chart.runs.map(run => [run.name, ...run.values.map((value, i) => value === null ? null : chart.axes[i].categories?.[value] ?? value)])];
