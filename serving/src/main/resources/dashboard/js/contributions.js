// What a score is made of: one bar for each value the ranker read, right of the middle for, left of it against.
import { h } from "./dom.js";
import { age, count, number } from "./format.js";

const SHOWN = 8;
const NOTHING = 1e-6;

/** The parts of an item's score, largest first; null where it has none. */
export function contributions({ features = [], margin }, baseline) {
  if (typeof margin !== "number") return null;
  const parts = features.filter((feature) => Math.abs(feature.contribution ?? 0) > NOTHING);
  parts.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const most = Math.max(...parts.map((part) => Math.abs(part.contribution)), Number.MIN_VALUE);
  const rows = parts.map((part) => row(part, most));
  const rest = rows.slice(SHOWN);
  return h(
    "div",
    { class: "contributions" },
    h("h3", {}, "Why this score"),
    h("p", { class: "soft" }, `Log-odds of the mean candidate ${signed(baseline)}, with these parts ${signed(margin)}. What is the same for all candidates of a request adds nothing.`),
    parts.length === 0 ? h("p", {}, "The ranker saw no difference to the other candidates.") : table(rows.slice(0, SHOWN)),
    rest.length > 0 ? h("details", {}, h("summary", {}, `${count(rest.length)} smaller`), table(rest)) : "",
  );
}

const table = (rows) => h("table", { class: "tight parts" }, h("tbody", {}, rows));
const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;

function row({ name, value, status, ageMs, contribution }, most) {
  const share = Math.abs(contribution) / most / 2;
  const [left, width] = contribution < 0 ? [0.5 - share, share] : [0.5, share];
  const old = typeof ageMs === "number" ? `${age(ageMs)} old` : status === "computed" ? "" : (status ?? "").replaceAll("_", " ");
  return h(
    "tr",
    {},
    h("th", { scope: "row", class: "wrap" }, name, h("span", { class: "soft" }, ` ${number(value)}`), old ? h("span", { class: "soft small" }, ` · ${old}`) : ""),
    h("td", { class: "stretch" }, h("span", { class: "track middle", "aria-hidden": true }, h("span", { class: `bar ${contribution < 0 ? "against" : ""}`, style: { left: `${left * 100}%`, width: `max(2px, ${width * 100}%)` } }))),
    h("td", { class: "right figure nowrap" }, signed(contribution)),
  );
}
