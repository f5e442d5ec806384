// What one model scored when it was made, and with which parameters.
import { h } from "./dom.js";
import { evaluation } from "./evaluation.js";
import { isOfRanker, rankerDetails } from "./ranker-details.js";

/** The row of metrics that stands for the model: its whole pipeline where that was measured. */
export function headline({ metrics }) {
  const rows = Object.entries(metrics ?? {}).filter(([name, row]) => row !== null && typeof row === "object" && !isOfRanker(name)).map(([, row]) => row);
  return metrics?.pipeline ?? rows[rows.length - 1] ?? {};
}

/** A panel that follows the chosen model: `update(model)`. */
export function modelDetails() {
  const node = h("section", { class: "panel model-details", "aria-live": "polite", hidden: true });
  let shown = "";
  return {
    node,
    update(model) {
      node.hidden = !model;
      const next = JSON.stringify(model ?? null);
      if (!model || next === shown) return;
      shown = next;
      const rows = Object.entries(model.metrics ?? {}).filter(([name]) => !isOfRanker(name)).map(([name, metrics]) => ({ model: name, ...metrics }));
      node.replaceChildren(h("h2", {}, `What ${model.version} scored when it was made`), evaluation(rows), ...rankerDetails(model.metrics ?? {}), ...parameters(model.parameters ?? {}));
    },
  };
}

function parameters(values) {
  const pairs = Object.entries(values);
  if (pairs.length === 0) return [];
  const list = pairs.map(([name, value]) => h("div", { class: "pair" }, h("dt", {}, name), h("dd", { class: "figure" }, typeof value === "object" ? JSON.stringify(value) : String(value))));
  return [h("h3", {}, "Parameters"), h("dl", { class: "feature-groups" }, list)];
}
