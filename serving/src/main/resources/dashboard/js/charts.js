// Three small drawings. Each is decoration beside the same figure as text, so each is hidden from screen readers.
import { h, svg } from "./dom.js";

const WIDTH = 132;
const HEIGHT = 28;

/** A line of ages over time with the objective as a dashed rule when it is in sight: `update([[timeMs, value]], limit)`. */
export function sparkline() {
  const area = svg("path", { class: "area" });
  const line = svg("path", { class: "line" });
  const limitLine = svg("line", { class: "limit", x1: 0, x2: WIDTH });
  const dot = svg("circle", { class: "dot", r: 2.2 });
  const node = svg("svg", { class: "spark", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": true }, area, limitLine, line, dot);

  function update(points, limit) {
    node.style.visibility = points.length < 2 ? "hidden" : "visible";
    if (points.length < 2) return;
    const values = points.map(([, value]) => value);
    const highest = Math.max(...values);
    const near = limit !== null && limit < 4 * highest;
    const top = Math.max(highest, near ? limit : 0) * 1.08 || 1;
    const start = points[0][0];
    const span = Math.max(1, points[points.length - 1][0] - start);
    const x = (time) => ((time - start) / span) * (WIDTH - 4) + 1;
    const y = (value) => HEIGHT - 2 - (value / top) * (HEIGHT - 5);
    const path = points.map(([time, value], i) => `${i ? "L" : "M"}${x(time).toFixed(1)} ${y(value).toFixed(1)}`).join("");
    const last = points[points.length - 1];
    line.setAttribute("d", path);
    area.setAttribute("d", `${path}L${x(last[0]).toFixed(1)} ${HEIGHT}L1 ${HEIGHT}Z`);
    dot.setAttribute("cx", x(last[0]));
    dot.setAttribute("cy", y(last[1]));
    limitLine.style.visibility = near ? "inherit" : "hidden";
    limitLine.setAttribute("y1", y(limit ?? 0));
    limitLine.setAttribute("y2", y(limit ?? 0));
  }
  return { node, update };
}

/** A dot with its interval on the axis `[min, max]`. */
export function interval({ low, value, high }, { min, max }) {
  const at = (v) => `${(2 + ((v - min) / (max - min || 1)) * 96).toFixed(2)}%`;
  const parts = [svg("line", { class: "axis", x1: 0, x2: "100%", y1: 9, y2: 9 })];
  if (typeof low === "number" && typeof high === "number") {
    parts.push(svg("line", { class: "whisker", x1: at(low), x2: at(high), y1: 9, y2: 9 }));
    for (const end of [low, high]) parts.push(svg("line", { class: "whisker", x1: at(end), x2: at(end), y1: 5, y2: 13 }));
  }
  parts.push(svg("circle", { class: "dot", cx: at(value), cy: 9, r: 4 }));
  return svg("svg", { class: "interval", height: 18, "aria-hidden": true }, parts);
}

/** A bar from `start` to `end`, both shares of the whole. */
export function bar(start, end, kind = "") {
  const left = Math.max(0, Math.min(1, start)) * 100;
  const width = Math.max(0, Math.min(1, end) * 100 - left);
  return h(
    "span",
    { class: "track", "aria-hidden": true },
    h("span", { class: `bar ${kind}`, style: { left: `${left}%`, width: `max(2px, ${width}%)` } }),
  );
}
