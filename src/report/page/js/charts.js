// Charts by ECharts: one for each element, drawn in SVG, without movement. What is pointed at is told in
// elements made here, so that no text of an article is read as HTML. Each chart has a table beside it.

const charts = new Map();

// Draws a chart; `onClick` hears what is chosen. Returns the chart.
function chart(id, label, option, onClick) {
  const element = $(id);
  let made = charts.get(id);
  if (!made) {
    made = { chart: echarts.init(element, null, { renderer: 'svg' }), click: null };
    made.chart.on('click', (event) => made.click?.(event));
    charts.set(id, made);
  }
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', label);
  made.click = onClick;
  const tooltip = {
    backgroundColor: colour('ink'), borderWidth: 0, padding: [7, 10], confine: true, transitionDuration: 0,
    textStyle: { color: colour('paper'), fontFamily: 'inherit' }, extraCssText: 'box-shadow:none;white-space:normal',
    ...option.tooltip,
  };
  made.chart.resize();
  made.chart.setOption({ animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily }, ...option, tooltip }, { notMerge: true });
  return made.chart;
}

function bubble(title, ...lines) {
  return el('div', { class: 'bubble' }, el('b', {}, title), lines.map((line) => el('div', {}, line)));
}

function resizeCharts() {
  for (const { chart } of charts.values()) chart.resize();
}
