// Two small drawings. Each is decoration beside the same figure as text, so each is hidden from screen readers.
import { h, svg } from "./dom.js";

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
