// The items of a slate in order, and what moved since the last one.
import { bar } from "./charts.js";
import { h, keyed, text } from "./dom.js";
import { score as shownScore } from "./format.js";
import { button, pill } from "./parts.js";
import { itemTrace } from "./trace-item.js";

const MOVE_MS = 450;

export function slateList({ click }) {
  const about = h("div", { class: "about" });
  const list = h("ol", { class: "slate" });
  const left = h("p", { class: "left soft", hidden: true });
  const nothing = h("p", { class: "empty", hidden: true }, "No item is eligible: everything was removed. The trace says why.");
  const node = h("section", { class: "panel flush", "aria-label": "Slate" }, about, list, nothing, left);

  /** Shows `answer`; answers how many items entered, moved and left since `before`. */
  function show(answer, before) {
    const change = compare(before, answer);
    const places = placesOf(list);
    const focus = focusOf(list);
    const best = Math.max(...answer.items.map((item) => item.score), Number.MIN_VALUE);
    const traces = new Map(answer.trace?.items?.map((item) => [item.id, item]) ?? []);
    about.replaceChildren(...facts(answer));
    keyed(list, answer.items.map((item) => ({ item, best, trace: traces.get(item.id), baseline: answer.trace?.baseline, move: change.moves.get(item.id) })), (row) => row.item.id, () => itemRow(click));
    nothing.hidden = answer.items.length > 0;
    left.hidden = change.left.length === 0;
    text(left, `Left the slate: ${change.left.map((item) => leaving(item, answer.trace)).join("; ")}`);
    glide(list, places);
    refocus(list, focus);
    return { entered: change.entered, moved: change.moved, left: change.left.length };
  }
  return { node, show };
}

function facts({ rung, rungReason, model, experiments, items, requestId }) {
  const variants = Object.entries(experiments ?? {}).map(([key, variant]) => h("span", { class: "tag" }, `${key}: ${variant}`));
  return [
    h("span", { class: "fact" }, h("span", { class: "soft" }, "Rung "), pill(rung), rungReason ? h("span", { class: "soft" }, ` ${rungReason}`) : ""),
    h("span", { class: "fact" }, h("span", { class: "soft" }, "Model "), model ?? "none"),
    h("span", { class: "fact" }, h("span", { class: "soft" }, "Items "), String(items.length)),
    variants.length ? h("span", { class: "fact" }, h("span", { class: "soft" }, "Variants "), variants) : "",
    h("span", { class: "fact request", title: "Request id" }, h("code", { class: "soft" }, requestId)),
  ];
}

/** Where each item came from: `moves` has `null` (no earlier slate), "new" or places won (negative: lost). */
function compare(before, after) {
  const moves = new Map();
  if (!before) return { moves, entered: 0, moved: 0, left: [] };
  const was = new Map(before.items.map((item, place) => [item.id, place]));
  const now = new Set(after.items.map((item) => item.id));
  after.items.forEach((item, place) => moves.set(item.id, was.has(item.id) ? was.get(item.id) - place : "new"));
  const values = [...moves.values()];
  return {
    moves,
    entered: values.filter((move) => move === "new").length,
    moved: values.filter((move) => move !== "new" && move !== 0).length,
    left: before.items.filter((item) => !now.has(item.id)),
  };
}

function leaving(item, trace) {
  const removal = trace?.removed?.find((one) => one.itemId === item.id);
  return `${item.title || item.id}${removal ? ` (${removal.filter}: ${removal.reason})` : ""}`;
}

function itemRow(click) {
  const place = h("span", { class: "place" });
  const move = h("span", { class: "move" });
  const title = h("strong", { class: "title" });
  const meta = h("p", { class: "meta soft" });
  const reason = h("p", { class: "reason" });
  const sources = h("span", { class: "tags" });
  const score = h("span", { class: "figure" });
  const meter = h("span", { class: "meter" });
  const details = h("div", { class: "details", hidden: true });
  const why = h("button", { type: "button", class: "quiet", "aria-expanded": "false", onclick: toggle }, "Why");
  let row = null;
  const act = button("Click", () => click(row.item), { class: "act" });
  const node = h(
    "li",
    {},
    h("div", { class: "rank" }, place, move),
    h("div", { class: "what" }, title, meta, h("div", { class: "because" }, sources, reason)),
    h("div", { class: "score" }, score, meter),
    h("div", { class: "actions" }, act, why),
    details,
  );
  function toggle() {
    details.hidden = !details.hidden;
    why.setAttribute("aria-expanded", String(!details.hidden));
    explain();
  }
  function explain() {
    if (!details.hidden) details.replaceChildren(itemTrace(row.trace, row.item, row.baseline));
  }
  return {
    node,
    update(next, index) {
      row = next;
      const { item } = row;
      text(place, index + 1);
      showMove(move, node, row.move);
      text(title, item.title || item.id);
      text(meta, [item.title ? item.id : null, ...(item.categories ?? [])].filter(Boolean).join(" · "));
      text(reason, item.reason ?? "");
      sources.replaceChildren(...(item.sources ?? []).map((source) => h("span", { class: "tag" }, source)));
      text(score, shownScore(item.score));
      meter.replaceChildren(bar(0, item.score / row.best));
      act.setAttribute("aria-label", `Click ${item.title || item.id}`);
      why.setAttribute("aria-label", `Why ${item.title || item.id}`);
      why.hidden = !row.trace;
      if (!row.trace) details.hidden = true;
      explain();
    },
  };
}

function showMove(badge, node, move) {
  const still = move === undefined || move === 0;
  node.classList.toggle("entered", move === "new");
  badge.className = `move ${still ? "" : move === "new" ? "new" : move > 0 ? "up" : "down"}`;
  badge.title = still ? "" : move === "new" ? "was not in the last slate" : `${Math.abs(move)} ${move > 0 ? "up" : "down"}`;
  text(badge, still ? "" : move === "new" ? "new" : `${move > 0 ? "▲" : "▼"} ${Math.abs(move)}`);
}

const placesOf = (list) => new Map([...list.children].map((child) => [child, child.getBoundingClientRect().top]));

/** Lets every row travel from where it was, and the new ones fade in. */
function glide(list, places) {
  if (places.size === 0 || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const timing = { duration: MOVE_MS, easing: "cubic-bezier(.2, .7, .2, 1)" };
  for (const child of list.children) {
    const was = places.get(child);
    const offset = was === undefined ? null : was - child.getBoundingClientRect().top;
    if (offset === null) child.animate([{ opacity: 0 }, { opacity: 1 }], timing);
    else if (offset !== 0) child.animate([{ transform: `translateY(${offset}px)` }, { transform: "none" }], timing);
  }
}

/** Whoever works by keyboard stays at the same place of the list when the item under the focus leaves. */
function focusOf(list) {
  const row = document.activeElement?.closest?.("ol.slate > li");
  if (!row || row.parentNode !== list) return null;
  return { row, node: document.activeElement, index: [...list.children].indexOf(row) };
}

function refocus(list, focus) {
  if (!focus || document.activeElement === focus.node) return;
  const row = focus.row.isConnected ? focus.row : list.children[Math.min(focus.index, list.children.length - 1)];
  (focus.row.isConnected ? focus.node : row?.querySelector(".act"))?.focus({ preventScroll: true });
}
