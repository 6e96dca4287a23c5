// What charts share: colours from the page, the redrawing when it changes.

export function read_colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return {
    ink: of("--ink"), faint: of("--faint"), line: of("--line"), sheet: of("--sheet"),
    main: of("--main"),
    font: getComputedStyle(document.body).fontFamily, // "inherit" cannot be measured: labels overlap
    lines: ["--actor", "--recipient", "--place", "--thing", "--time", "--figure", "--speaker"].map(of),
  };
}

export function keep_drawn(node, make) {
  let chart = null;
  const draw = () => {
    chart?.dispose();
    chart = echarts.init(node, null, { renderer: "svg" });
    make(chart, read_colours());
    node.dataset.ready = "yes";
  };
  draw();
  new ResizeObserver(() => chart.resize()).observe(node);
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}
