// A logged slate beside what another model, variant or parameter would have made of it.
import { get, path, post } from "./api.js";
import { h } from "./dom.js";
import { count, plural, score } from "./format.js";
import { loading, problemBox } from "./parts.js";

export function replayBox() {
  const model = h("select", { id: "replay-model", name: "model" });
  const variants = h("span", { class: "variants" });
  const parameter = h("select", { id: "replay-parameter", name: "parameter", onchange: suggest });
  const value = h("input", { id: "replay-value", name: "value", autocomplete: "off", disabled: true });
  const form = h(
    "form",
    { class: "form", onsubmit: run },
    h("div", { class: "field middle" }, h("label", { for: "replay-model" }, "Model"), model),
    variants,
    h("div", { class: "field middle" }, h("label", { for: "replay-parameter" }, "Parameter"), parameter),
    h("div", { class: "field narrow" }, h("label", { for: "replay-value" }, "Value"), value),
    h("div", { class: "actions" }, h("button", { type: "submit", class: "primary" }, "Replay")),
  );
  const problem = problemBox();
  const result = h("div", { class: "replayed", "aria-live": "polite" });
  const details = h("details", { class: "panel replay", ontoggle: open }, h("summary", {}, "Replay this request through another model or variant"), form, problem.node, result);
  let shown = null;
  let loaded = null;
  let experiments = [];
  let known = [];

  async function open() {
    if (!details.open || loaded === shown?.requestId) return;
    loaded = shown?.requestId;
    try {
      const [models, all] = await Promise.all([get("/v1/models"), get("/v1/experiments")]);
      experiments = all.experiments ?? [];
      known = all.parameters ?? [];
      fill(models.models ?? []);
    } catch (error) {
      loaded = null;
      problem.show(error);
    }
  }

  function fill(models) {
    const option = (key, label = key, selected = false) => h("option", { value: key, selected }, label);
    model.replaceChildren(option("", shown.model ? `${shown.model} (as served)` : "as served", true), ...models.filter((one) => one.version !== shown.model && one.status !== "refused").map((one) => option(one.version, `${one.version} (${one.status})`)));
    variants.replaceChildren(...experiments.filter((one) => shown.experiments?.[one.key]).map((one) => {
      const id = `replay-${one.key}`;
      const served = shown.experiments[one.key];
      const select = h("select", { id, "data-experiment": one.key }, one.variants.map((variant) => option(variant.key === served ? "" : variant.key, variant.key === served ? `${served} (as served)` : variant.key, variant.key === served)));
      return h("div", { class: "field middle" }, h("label", { for: id }, one.key), select);
    }));
    parameter.replaceChildren(option("", "as served", true), ...known.map((one) => option(one.key)));
    suggest();
  }

  function suggest() {
    const now = shown?.trace?.parameters?.[parameter.value];
    const chosen = known.find((one) => one.key === parameter.value);
    value.disabled = !chosen;
    value.title = value.placeholder = chosen?.expected ?? "";
    value.value = !chosen ? "" : chosen.expected === "true or false" ? String(now !== 0) : String(now ?? chosen.value);
  }

  function wanted() {
    const body = {};
    if (model.value) body.model = model.value;
    const chosen = [...variants.querySelectorAll("select")].filter((one) => one.value);
    if (chosen.length > 0) body.variant = Object.fromEntries(chosen.map((one) => [one.dataset.experiment, one.value]));
    if (parameter.value) body.parameters = { [parameter.value]: read(value.value) };
    return body;
  }

  async function run(event) {
    event.preventDefault();
    const mine = shown.requestId;
    problem.clear();
    result.replaceChildren(loading("the other slate"));
    try {
      const answer = await post(path("/v1/traces/{}/replay", mine), wanted());
      if (mine === shown?.requestId) result.replaceChildren(...sideBySide(answer));
    } catch (error) {
      if (mine !== shown?.requestId) return;
      result.replaceChildren();
      problem.show(error);
    }
  }

  return {
    node: details,
    show(answer) {
      if (answer.requestId !== shown?.requestId) {
        result.replaceChildren();
        problem.clear();
      }
      shown = answer;
      open();
    },
  };
}

/** A number, a switch, or the text as it is: the server says what it expected. */
function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function sideBySide({ served, replayed, same, differences, sources }) {
  const was = new Map(served.items.map((item, place) => [item.id, place]));
  const is = new Map(replayed.items.map((item, place) => [item.id, place]));
  const verdict = same ? "The same slate, to the last bit." : differences.length === 0 ? "The same items in the same order; other scores." : `${plural(differences.length, "item")} at another place, new or gone.`;
  const again = sources.length > 0 ? ` Asked again with today's catalogue: ${sources.join(", ")}.` : "";
  return [
    h("p", { class: `banner ${same ? "ok" : "busy"}`, role: "status" }, h("strong", {}, verdict), again),
    h(
      "div",
      { class: "sides" },
      side("Served", served, (item, place) => mark(place, is.get(item.id), "gone")),
      side("Replayed", replayed, (item, place) => mark(was.get(item.id), place, "new", true)),
    ),
  ];
}

/** What is different about an item: words, and a class for its row. */
function mark(before, after, word, isAfter = false) {
  if (before === undefined || after === undefined) return [word, isAfter ? "entered" : "gone"];
  if (before === after) return ["", ""];
  return [isAfter ? `was ${count(before + 1)}` : `now ${count(after + 1)}`, "moved"];
}

function side(title, { model, rung, experiments, items }, difference) {
  const rows = items.map((item, place) => {
    const [words, kind] = difference(item, place);
    return h("tr", { class: kind }, h("td", { class: "right figure" }, String(place + 1)), h("th", { scope: "row", class: "wrap" }, item.title || item.id), h("td", { class: "nowrap difference" }, words), h("td", { class: "right figure" }, score(item.score)));
  });
  const variants = Object.entries(experiments ?? {}).map(([key, variant]) => `${key}: ${variant}`);
  return h("section", { "aria-label": title }, h("h3", {}, title), h("p", { class: "soft" }, [`model ${model ?? "none"}`, `rung ${rung}`, ...variants].join(" · ")), h("table", { class: "tight" }, h("tbody", {}, rows)));
}
