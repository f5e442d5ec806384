// Which variants one unit gets.
import { get, path } from "./api.js";
import { h } from "./dom.js";
import { plural } from "./format.js";
import { problemBox } from "./parts.js";

/** A form for any unit: assignment is a pure function on the server, so it can be asked for anybody. */
export function assignmentLookup() {
  const unit = h("input", { id: "unit", name: "unit", autocomplete: "off", spellcheck: "false", placeholder: "u1", required: true, maxlength: 128 });
  const problem = problemBox();
  const answer = h("div", { class: "answer", role: "status" });
  async function ask(event) {
    event.preventDefault();
    const id = unit.value.trim();
    if (id === "") return;
    try {
      const { assignments } = await get(path("/v1/assignments/{}", id));
      problem.clear();
      answer.replaceChildren(...(assignments.length === 0 ? [h("p", { class: "soft" }, `${id} is in no experiment.`)] : [assignmentTable(id, assignments)]));
    } catch (error) {
      answer.replaceChildren();
      problem.show(error);
    }
  }
  const form = h(
    "form",
    { class: "form", onsubmit: ask },
    h("div", { class: "field grow" }, h("label", { for: "unit" }, "Which variants does a user get?"), unit),
    h("div", { class: "actions" }, h("button", { type: "submit" }, "Look up")),
  );
  return h("section", { class: "panel" }, form, problem.node, answer);
}

function assignmentTable(id, assignments) {
  const rows = assignments.map(({ experiment, layer, variant, reason }) =>
    h("tr", {}, h("th", { scope: "row" }, experiment), h("td", { class: "soft" }, layer), h("td", {}, variant ? h("span", { class: "tag" }, variant) : h("span", { class: "soft" }, "none")), h("td", { class: "soft wrap" }, reason ?? "")));
  const inside = assignments.filter(({ variant }) => variant).length;
  return h("div", {}, h("p", {}, h("strong", {}, id), ` is in ${inside} of ${plural(assignments.length, "experiment")}`), h("table", { class: "tight" }, h("tbody", {}, rows)));
}
