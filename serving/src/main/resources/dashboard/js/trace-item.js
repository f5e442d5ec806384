// Why one item is where it is: its scores, its way through the re-rankers, the values the ranker saw.
import { contributions } from "./contributions.js";
import { h } from "./dom.js";
import { number, score } from "./format.js";

export function itemTrace(trace, item, baseline) {
  if (!trace) return h("p", { class: "soft" }, "No trace for this item.");
  return h("div", { class: "item-trace" }, scores(trace, item), contributions(trace, baseline), h("div", {}, h("h3", {}, "What the ranker saw"), features(trace.features ?? [])));
}

function scores(trace, item) {
  const rows = Object.entries(trace.retrieved ?? {}).map(([source, value]) => [source, score(value), typeof trace.ranks?.[source] === "number" ? `number ${trace.ranks[source] + 1} of this source` : "retrieved"]);
  if (typeof trace.ranked === "number") {
    const place = typeof trace.rankedPosition === "number" ? `ranked at ${trace.rankedPosition + 1}` : "ranked";
    rows.push(["ranker", score(trace.ranked), place]);
  }
  for (const move of trace.moves ?? []) {
    rows.push([move.by, `${move.from + 1} → ${move.to + 1}`, move.detail ?? "moved"]);
  }
  rows.push(["final", score(item.score), "the score of the answer"]);
  return h(
    "div",
    {},
    h("h3", {}, "Scores and moves"),
    h("table", { class: "tight" }, h("tbody", {}, rows.map(([name, value, what]) =>
      h("tr", {}, h("th", { scope: "row" }, name), h("td", { class: "right figure" }, value), h("td", { class: "soft" }, what))))),
  );
}

/** Grouped by what stands before the colon: the view, `score`, `pair` or `request`. */
function features(list) {
  const groups = new Map();
  for (const { name, value } of list) {
    const cut = name.indexOf(":");
    const group = cut < 0 ? "" : name.slice(0, cut);
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push([name.slice(cut + 1), value]);
  }
  if (groups.size === 0) return h("p", { class: "soft" }, "This rung used no features.");
  return h("div", { class: "feature-groups" }, [...groups].map(([group, values]) =>
    h("dl", {}, h("div", { class: "group" }, group || "feature"), values.map(([name, value]) =>
      h("div", { class: "pair" }, h("dt", {}, name), h("dd", { class: "figure" }, number(value)))))));
}
