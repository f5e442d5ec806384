// What a model's ranker goes by, and whether its probabilities come true.
import { bar } from "./charts.js";
import { h } from "./dom.js";
import { fixed } from "./format.js";

/** Whether a row of a model's metrics is of its ranker alone, and no contender of the evaluation. */
export const isOfRanker = (name) => name === "ranker" || name.startsWith("ranker.");

export function rankerDetails(metrics) {
  const quality = metrics.ranker;
  if (!quality) return [];
  return [h("h3", {}, "Ranker"), h("p", { class: "soft" }, summary(quality)), importance(metrics["ranker.importance"] ?? {}), reliability(metrics["ranker.reliability"] ?? {})];
}

const summary = (quality) =>
  `On rows of users that it did not learn from: AUC ${fixed(quality.validationAuc, 4)} (light: ${fixed(quality.lightAuc, 4)}), log loss ${fixed(quality.validationLogLoss, 4)}, ` +
  `Brier ${fixed(quality.validationBrier, 4)}, calibration error ${fixed(quality.validationCalibrationError, 4)}.`;

function importance(shares) {
  const inputs = Object.entries(shares).sort(([, a], [, b]) => b - a);
  const most = Math.max(...inputs.map(([, share]) => share), 0);
  return drawn("What it goes by", ["Input", "Share of gain"], inputs.map(([name, share]) => [name, fixed(share, 3), bar(0, share / (most || 1))]));
}

/** Keys are "0.predicted", "0.observed", "1.predicted" and so on, lowest first. */
function reliability(bins) {
  const count = Object.keys(bins).filter((key) => key.endsWith(".predicted")).length;
  const rows = Array.from({ length: count }, (_, bin) => [bins[`${bin}.predicted`], bins[`${bin}.observed`]]);
  const most = Math.max(...rows.flat(), 0);
  return drawn("Whether it comes true", ["Said", "Seen"], rows.map(([said, seen]) => [fixed(said, 4), fixed(seen, 4), h("span", { class: "pair-of-bars" }, bar(0, said / (most || 1)), bar(0, seen / (most || 1)))]));
}

function drawn(title, columns, rows) {
  const head = h("tr", {}, columns.map((name, i) => h("th", { scope: "col", class: i > 0 ? "right" : "" }, name)), h("th", { scope: "col", class: "plot", "aria-hidden": true }));
  const body = rows.map(([first, second, drawing]) => h("tr", {}, h("th", { scope: "row" }, first), h("td", { class: "right figure" }, second), h("td", { class: "plot" }, drawing)));
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": title }, h("table", { class: "tight" }, h("caption", {}, title), h("thead", {}, head), h("tbody", {}, body)));
}
