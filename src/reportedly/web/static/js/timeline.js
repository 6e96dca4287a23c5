// Incidents by when they began, stacked by type, over the reports that came out. A stretch without
// reports is shaded: there are no data, which is not the same as nothing happened.

import { keep_drawn } from "./chart.js";

const node = document.getElementById("timeline");
const words = JSON.parse(node.dataset.words);
const chosen = document.getElementById("chosen");
const course = await (await fetch(node.dataset.course + location.search)).json();

const DAY = 86400000;
const days = [...course.incidents, ...course.reports].map(([day]) => day).sort();
const span = days.length ? (Date.parse(days.at(-1)) - Date.parse(days[0])) / DAY : 0;
const unit = span < 150 ? "day" : span < 1100 ? "week" : "month";

// The first day of the stretch that a day falls in, and of the one after it.
function floor(day) {
  const date = new Date(`${day}T00:00:00Z`);
  if (unit === "week") date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  if (unit === "month") date.setUTCDate(1);
  return date.toISOString().slice(0, 10);
}

function next(day) {
  const date = new Date(`${day}T00:00:00Z`);
  if (unit === "month") date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCDate(date.getUTCDate() + (unit === "week" ? 7 : 1));
  return date.toISOString().slice(0, 10);
}

function count(rows) {
  const found = new Map();
  for (const row of rows) {
    const at = floor(row[0]);
    found.set(at, (found.get(at) ?? 0) + row.at(-1));
  }
  return found;
}

const bins = [];
if (days.length) for (let at = floor(days[0]); at <= days.at(-1); at = next(at)) bins.push(at);
const totals = new Map();
for (const [, category, n] of course.incidents) totals.set(category, (totals.get(category) ?? 0) + n);
const categories = [...totals.keys()].sort((a, b) => totals.get(b) - totals.get(a));
const reports = count(course.reports);
const silent = [];
bins.forEach((bin, at) => {
  if (reports.has(bin)) return;
  if (silent.length && silent.at(-1)[1] === at - 1) silent.at(-1)[1] = at;
  else silent.push([at, at]);
});

if (bins.length) keep_drawn(node, (chart, colours) => {
  const axis = { nameTextStyle: { color: colours.faint }, axisLabel: { color: colours.faint }, minInterval: 1 };
  chart.setOption({
    aria: { enabled: true, decal: { show: true } },
    animation: false,
    textStyle: { color: colours.ink, fontFamily: colours.font },
    color: colours.lines,
    legend: { type: "scroll", textStyle: { color: colours.ink }, top: 0, itemGap: 18 },
    grid: { left: 48, right: 48, top: 56, bottom: 84 },
    tooltip: { trigger: "axis", confine: true, renderMode: "richText" },
    xAxis: { type: "category", data: bins, axisLine: { lineStyle: { color: colours.line } }, axisLabel: { color: colours.faint, hideOverlap: true, formatter: (bin) => (unit === "month" ? bin.slice(0, 7) : bin) } },
    yAxis: [
      { type: "value", name: words.incidents, splitLine: { lineStyle: { color: colours.line } }, ...axis },
      { type: "value", name: words.reports, splitLine: { show: false }, ...axis },
    ],
    dataZoom: [{ type: "slider", bottom: 12, height: 36, textStyle: { color: colours.faint } }, { type: "inside", zoomOnMouseWheel: "ctrl" }],
    series: [
      ...categories.map((category) => {
        const found = count(course.incidents.filter((row) => row[1] === category));
        return { name: category, type: "bar", stack: "all", barCategoryGap: "15%", data: bins.map((bin) => found.get(bin) ?? 0) };
      }),
      {
        name: words.reports, type: "line", yAxisIndex: 1, symbol: "none", step: "middle",
        lineStyle: { width: 1, color: colours.faint, type: "dashed" }, itemStyle: { color: colours.faint },
        data: bins.map((bin) => reports.get(bin) ?? 0),
        markArea: { silent: true, label: { show: false }, itemStyle: { color: colours.line, opacity: 0.3 }, data: silent.map(([a, b]) => [{ xAxis: bins[a] }, { xAxis: bins[b] }]) },
      },
    ],
  });
  chart.on("datazoom", () => {
    const [{ startValue, endValue }] = chart.getOption().dataZoom;
    const query = new URLSearchParams(location.search);
    query.set("since", bins[startValue]);
    query.set("until", new Date(Date.parse(next(bins[endValue])) - DAY).toISOString().slice(0, 10));
    chosen.href = `/desk?${query}`;
    chosen.hidden = false;
  });
});
