// The views and partitions that are furthest from their objective.
import { bar } from "./charts.js";
import { h, keyed, text } from "./dom.js";
import { age, duration } from "./format.js";
import { livePill } from "./parts.js";

export function worstTable() {
  const body = h("tbody");
  const head = h("tr", {}, ["Where", "", "Age", "Objective", "State"].map((name, i) => h("th", { scope: "col", class: i === 2 || i === 3 ? "right" : "" }, name)));
  const table = h("table", { class: "tight" }, h("thead", {}, head), body);
  const node = h("section", { class: "panel worst" }, h("div", { class: "title-row" }, h("h2", {}, "Worst five"), h("span", { class: "soft" }, "views and partitions, by age over objective")), table);
  return {
    node,
    update(places) {
      node.hidden = places.length === 0;
      const most = Math.max(1, ...places.map((one) => one.ageMs / one.objectiveMs));
      keyed(body, places, (one) => one.name, () => row(most));
    },
  };
}

function row() {
  const name = h("code");
  const share = h("td", { class: "stretch" });
  const ageCell = h("td", { class: "right figure nowrap" });
  const objective = h("td", { class: "right figure soft nowrap" });
  const state = livePill();
  return {
    node: h("tr", {}, h("th", { scope: "row" }, name), share, ageCell, objective, h("td", {}, state.node)),
    update({ name: where, ageMs, objectiveMs }) {
      text(name, where);
      share.replaceChildren(bar(0, Math.min(1, ageMs / objectiveMs), ageMs > objectiveMs ? "bad" : "good"));
      text(ageCell, age(ageMs));
      text(objective, duration(objectiveMs));
      state.update(ageMs > objectiveMs ? "stale" : "fresh");
    },
  };
}
