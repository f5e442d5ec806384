// Logged requests: the newest ones, or one by its id.
import { get } from "./api.js";
import { h } from "./dom.js";
import { ago } from "./format.js";
import { loading, pill, problemBox } from "./parts.js";

const CAUSES = { sampled: "of the sample", user: "always traced", explained: "asked for its trace" };

export function loggedRequests() {
  const id = h("input", { id: "request", name: "request", autocomplete: "off", spellcheck: "false", placeholder: "request id", required: true });
  const form = h("form", { class: "inline-form", onsubmit: go }, h("label", { for: "request" }, "Request"), id, h("button", { type: "submit" }, "Find"));
  const problem = problemBox();
  const list = h("div", {});
  const details = h("details", { class: "panel logged", ontoggle: load }, h("summary", {}, "Logged requests"), form, problem.node, list);

  function go(event) {
    event.preventDefault();
    if (id.value.trim()) location.hash = `#/inspector?${new URLSearchParams({ request: id.value.trim() })}`;
  }

  async function load() {
    if (!details.open) return;
    problem.clear();
    list.replaceChildren(loading("logged requests"));
    try {
      const { traces } = await get("/v1/traces?limit=20");
      list.replaceChildren(traces.length === 0 ? h("p", { class: "soft" }, "None yet. Requests that ask for their trace are logged; a share of all by the parameter trace.rate.") : table(traces));
    } catch (error) {
      list.replaceChildren();
      problem.show(error);
    }
  }
  return { node: details };
}

function table(traces) {
  const rows = traces.map((one) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, h("a", { href: `#/inspector?${new URLSearchParams({ request: one.requestId })}` }, one.requestId.slice(0, 8))),
      h("td", { class: "wrap" }, one.userId ?? "anonymous"),
      h("td", { class: "soft nowrap" }, ago(one.timeMs)),
      h("td", {}, pill(one.rung)),
      h("td", { class: "soft nowrap" }, CAUSES[one.cause] ?? one.cause),
    ));
  return h("table", { class: "tight" }, h("thead", {}, h("tr", {}, ["Request", "User", "When", "Rung", "Why logged"].map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, rows));
}
