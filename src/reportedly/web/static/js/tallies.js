// Running totals as steps, a plot for each effect, a line for each speaker. Never a sum.

import { keep_drawn } from "./chart.js";

const node = document.getElementById("tallies");
const groups = await (await fetch(node.dataset.series)).json();

for (const group of groups) {
  const many = group.series.filter((one) => one.points.length > 1);
  if (!many.length) continue;
  const title = document.createElement("h2");
  title.textContent = group.effect;
  const plot = document.createElement("div");
  plot.className = "chart";
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", group.effect);
  node.append(title, plot);
  keep_drawn(plot, (chart, colours) =>
    chart.setOption({
      aria: { enabled: true },
      animation: false,
      textStyle: { color: colours.ink, fontFamily: colours.font },
      color: colours.lines,
      legend: { type: "scroll", textStyle: { color: colours.ink } },
      grid: { left: 64, right: 24, top: 40, bottom: 32 },
      tooltip: { trigger: "axis", confine: true, renderMode: "richText" },
      xAxis: { type: "time", axisLabel: { color: colours.faint } },
      yAxis: { type: "value", scale: true, axisLabel: { color: colours.faint }, splitLine: { lineStyle: { color: colours.line } } },
      series: many.map((one) => ({ name: one.name, type: "line", step: "end", data: one.points, symbolSize: 7, connectNulls: false })),
    }),
  );
}
