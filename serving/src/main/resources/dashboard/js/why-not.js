// Why an item is not in the slate that is shown: the first stage that lost it.
import { path, post } from "./api.js";
import { h } from "./dom.js";
import { loading, pill, problemBox } from "./parts.js";

const TONE = { shown: "ok", outranked: "", displaced: "warn", "not-retrieved": "", removed: "warn" };

export function whyNotBox() {
  const input = h("input", { id: "why-not", name: "why-not", autocomplete: "off", spellcheck: "false", placeholder: "item id, or several with commas", required: true });
  const problem = problemBox();
  const answers = h("div", { class: "why-answers", "aria-live": "polite" });
  const form = h("form", { class: "inline-form", onsubmit: ask }, h("label", { for: "why-not" }, "Why not"), input, h("button", { type: "submit" }, "Ask"));
  const node = h("section", { class: "panel why-not", "aria-label": "Why not" }, form, problem.node, answers);
  let requestId = null;

  async function ask(event) {
    event.preventDefault();
    const mine = requestId;
    const ids = input.value.split(",").map((id) => id.trim()).filter(Boolean);
    if (ids.length === 0) return;
    problem.clear();
    answers.replaceChildren(loading("the answer"));
    try {
      const { whyNot } = await post(path("/v1/traces/{}/replay", mine), { whyNot: ids });
      if (mine === requestId) answers.replaceChildren(...whyNot.map(answer));
    } catch (error) {
      if (mine !== requestId) return;
      answers.replaceChildren();
      problem.show(error);
    }
  }

  return {
    node,
    show(id) {
      if (id === requestId) return;
      requestId = id;
      answers.replaceChildren();
      problem.clear();
    },
  };
}

function answer({ itemId, title, outcome, words, sources }) {
  return h(
    "article",
    {},
    h("p", {}, h("strong", {}, title || itemId), " ", pill(outcome, TONE[outcome] ?? "bad"), h("span", {}, ` ${words}.`)),
    sources.length === 0 ? "" : h("ul", { class: "soft" }, sources.map((one) => h("li", {}, h("b", {}, one.source), `: ${one.words}`))),
  );
}
