// Why the slate is what it is: time per stage, fresh history, candidates, removals, the user's features.
import { bar } from "./charts.js";
import { h } from "./dom.js";
import { age, count, micros, number, plural, score } from "./format.js";
import { pill } from "./parts.js";

const HISTORY_SHOWN = 8;
const REMOVED_SHOWN = 6;
const FOUND_SHOWN = 5;

export function traceView() {
  const node = h("aside", { class: "trace", "aria-label": "Trace" });
  return {
    node,
    show({ trace, rungReason }) {
      node.hidden = !trace;
      if (!trace) return node.replaceChildren();
      const open = new Set([...node.querySelectorAll("details[open]")].map((one) => one.dataset.key));
      node.replaceChildren(history(trace.history ?? [], rungReason), stages(trace), sources(trace.sources ?? []), removed(trace.removed ?? []), userFeatures(trace.userFeatures ?? []), parameters(trace.parameters ?? {}));
      for (const one of node.querySelectorAll("details")) one.open = open.has(one.dataset.key);
    },
  };
}

function panel(title, aside, ...content) {
  return h("section", { class: "panel" }, h("div", { class: "title-row" }, h("h2", {}, title), h("span", { class: "soft" }, aside)), content);
}

/** The first few as they are, the rest behind a summary. */
function folded(key, rows, shown, wrap) {
  const head = wrap(rows.slice(0, shown));
  if (rows.length <= shown) return [head];
  return [head, h("details", { "data-key": key }, h("summary", {}, `${count(rows.length - shown)} more`), wrap(rows.slice(shown)))];
}

function history(events, rungReason) {
  if (events.length === 0) return panel("History", "none", h("p", { class: "soft" }, rungReason ?? "Nobody has seen this user do anything yet."));
  const rows = events.map((event) =>
    h("tr", {}, h("td", { class: "right figure nowrap" }, age(event.ageMs)), h("td", {}, event.kind, typeof event.value === "number" ? ` ${number(event.value)}` : ""), h("td", { class: "wrap" }, event.title || event.itemId)));
  return panel("History", `${plural(events.length, "event")}, newest ${age(events[0].ageMs)} old`, folded("history", rows, HISTORY_SHOWN, (some) => h("table", { class: "tight history" }, h("tbody", {}, some))));
}

function stages({ stages = [], totalMicros, budgetMicros }) {
  const total = Math.max(totalMicros ?? 0, ...stages.map((stage) => stage.micros), 1);
  let at = 0;
  const sum = stages.reduce((all, stage) => all + stage.micros, 0);
  const rows = stages.map((stage) => {
    const start = sum <= total ? at / total : 0;
    at += stage.micros;
    return h("tr", {}, h("th", { scope: "row" }, stage.name), h("td", { class: "stretch" }, bar(start, start + stage.micros / total)), h("td", { class: "right figure nowrap" }, micros(stage.micros)));
  });
  const of = typeof budgetMicros === "number" ? ` of ${micros(budgetMicros)}` : "";
  return panel("Time", `${micros(totalMicros)}${of} in all`, h("table", { class: "tight" }, h("tbody", {}, rows)));
}

function sources(list) {
  const most = Math.max(...list.map((source) => source.candidates), 1);
  const rows = list.map((source) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, source.name),
      h("td", { class: "stretch" }, bar(0, source.candidates / most, source.candidates === 0 ? "none" : "")),
      h("td", { class: "right figure" }, count(source.candidates)),
      h("td", { class: "right figure soft nowrap" }, micros(source.micros)),
      h("td", { title: source.detail }, source.state && source.state !== "ok" ? pill(source.state) : ""),
    ));
  const found = list.filter((source) => source.found?.length > 0).map((source) => [h("h3", {}, source.name, h("span", { class: "soft" }, ` down to ${score(source.cutoff)}`)), folded(`found-${source.name}`, source.found.map(foundRow), FOUND_SHOWN, (part) => h("table", { class: "tight" }, h("tbody", {}, part)))]);
  const lists = found.length === 0 ? "" : h("details", { "data-key": "found" }, h("summary", {}, "What each source found"), found);
  const all = list.reduce((sum, source) => sum + source.candidates, 0);
  return panel("Candidates", `${count(all)} from ${plural(list.length, "source")}`, h("table", { class: "tight" }, h("tbody", {}, rows)), lists);
}

const foundRow = (one, rank) => h("tr", {}, h("td", { class: "right figure" }, String(rank + 1)), h("td", { class: "wrap" }, one.itemId), h("td", { class: "right figure" }, score(one.score)));

function removed(list) {
  if (list.length === 0) return panel("Removed", "", h("p", { class: "soft" }, "No candidate was removed."));
  const byFilter = new Map();
  for (const one of list) byFilter.set(one.filter, [...(byFilter.get(one.filter) ?? []), one]);
  const groups = [...byFilter].map(([filter, some]) => {
    const rows = some.map((one) => h("tr", {}, h("td", { class: "wrap" }, one.title || one.itemId), h("td", { class: "soft" }, one.reason)));
    const name = h("h3", {}, filter, h("span", { class: "soft" }, ` ${count(some.length)}`));
    return [name, folded(`removed-${filter}`, rows, REMOVED_SHOWN, (part) => h("table", { class: "tight" }, h("tbody", {}, part)))];
  });
  return panel("Removed", plural(list.length, "candidate"), groups);
}

function userFeatures(list) {
  const rows = list.map((feature) => {
    const value = feature.status && feature.status !== "present" ? h("span", { class: "soft" }, feature.status.replaceAll("_", " ")) : number(feature.value);
    return h("tr", {}, h("th", { scope: "row", class: "wrap" }, feature.name, feature.degraded ? h("span", { class: "incomplete" }, `incomplete: ${feature.degraded.replaceAll("_", " ")}`) : ""), h("td", { class: "right figure nowrap" }, value), h("td", { class: "right figure soft nowrap" }, feature.ageMs === null || feature.ageMs === undefined ? "" : `${age(feature.ageMs)} old`));
  });
  if (rows.length === 0) return panel("User features", "", h("p", { class: "soft" }, "None were read."));
  return panel("User features", plural(rows.length, "value"), h("table", { class: "tight" }, h("tbody", {}, rows)));
}

function parameters(byKey) {
  const rows = Object.entries(byKey).map(([key, value]) => h("tr", {}, h("th", { scope: "row", class: "wrap" }, key), h("td", { class: "right figure" }, number(value))));
  if (rows.length === 0) return "";
  return panel("Parameters in force", "", h("details", { "data-key": "parameters" }, h("summary", {}, plural(rows.length, "value")), h("table", { class: "tight" }, h("tbody", {}, rows))));
}
