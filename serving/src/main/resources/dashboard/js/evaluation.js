// The evaluation of a run: every model's metrics, intervals drawn on one axis a metric.
import { interval } from "./charts.js";
import { h } from "./dom.js";
import { fixed } from "./format.js";

const NAMES = { ndcg: "NDCG", mrr: "MRR", map: "MAP", hr: "Hit rate" };

/** "ndcg@10" as people write it, "NDCG@10". */
export function metricName(key) {
  const [name, at] = key.split("@");
  const long = NAMES[name] ?? name.charAt(0).toUpperCase() + name.slice(1).replaceAll(/[-_]/g, " ");
  return at ? `${long}@${at}` : long;
}

export function evaluation(rows) {
  if (rows.length === 0) return h("p", { class: "soft" }, "Not evaluated.");
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const metrics = keys.filter((key) => rows.some((row) => typeof row[key] === "number") && !/\.(low|high)$/.test(key));
  const drawn = metrics.filter((key) => keys.includes(`${key}.low`));
  const axes = new Map(drawn.map((key) => [key, axis(rows, key)]));
  const best = new Map(metrics.map((key) => [key, Math.max(...rows.map((row) => row[key] ?? -Infinity))]));

  const head = metrics.map((key) => [
    h("th", { scope: "col", class: "right" }, metricName(key)),
    axes.has(key) ? h("th", { scope: "col", class: "plot" }, scale(axes.get(key))) : null,
  ]);
  const body = rows.map((row) =>
    h("tr", {}, h("th", { scope: "row" }, row.model), metrics.map((key) => [
      h("td", { class: `right figure ${row[key] === best.get(key) ? "best" : ""}`, title: exact(row, key) }, fixed(row[key], 4)),
      axes.has(key) ? h("td", { class: "plot" }, typeof row[key] === "number" ? whisker(row, key, axes.get(key)) : "") : null,
    ])));
  const table = h("table", { class: "tight evaluation" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Model"), head)), h("tbody", {}, body));
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Evaluation" }, table);
}

function axis(rows, key) {
  const values = rows.flatMap((row) => [row[key], row[`${key}.low`], row[`${key}.high`]]).filter((value) => typeof value === "number");
  return { min: Math.min(...values), max: Math.max(...values) };
}

const scale = ({ min, max }) => h("span", { class: "scale soft", "aria-hidden": true }, h("span", {}, fixed(min)), h("span", {}, fixed(max)));

const whisker = (row, key, range) => interval({ low: row[`${key}.low`], value: row[key], high: row[`${key}.high`] }, range);

function exact(row, key) {
  const low = row[`${key}.low`];
  return typeof low === "number" ? `${row[key]} (${low} to ${row[`${key}.high`]})` : String(row[key] ?? "");
}
