// What is asked for: user, count, category, explain.
import { h } from "./dom.js";
import { button } from "./parts.js";

/** The request as a form; its address in the page is the state, so a slate can be linked to. */
export function requestForm() {
  const user = h("input", { id: "user", name: "user", autocomplete: "off", spellcheck: "false", placeholder: "u1", required: true, maxlength: 128 });
  const count = h("input", { id: "count", name: "count", type: "number", min: 1, max: 500, value: 10, required: true });
  const category = h("input", { id: "category", name: "category", autocomplete: "off", placeholder: "any" });
  const explain = h("input", { id: "explain", name: "explain", type: "checkbox", checked: true });
  const node = h(
    "form",
    { class: "panel form", onsubmit: submit },
    field("User id", user, "grow"),
    field("Count", count, "narrow"),
    field("Category", category, "middle"),
    h("label", { class: "check" }, explain, " Explain"),
    h("div", { class: "actions" }, h("button", { type: "submit", class: "primary" }, "Recommend"), button("New visitor", visitor)),
  );

  function go() {
    const query = new URLSearchParams({ user: user.value.trim(), count: count.value });
    if (category.value.trim()) query.set("category", category.value.trim());
    if (!explain.checked) query.set("explain", "false");
    const next = `#/inspector?${query}`;
    if (location.hash === next) dispatchEvent(new HashChangeEvent("hashchange"));
    else location.hash = next;
  }
  function submit(event) {
    event.preventDefault();
    if (user.value.trim()) go();
  }
  function visitor() {
    user.value = `visitor-${Math.random().toString(36).slice(2, 8)}`;
    go();
  }
  return {
    node,
    fill(parameters) {
      if (parameters.has("user")) user.value = parameters.get("user");
      if (parameters.has("count")) count.value = parameters.get("count");
      category.value = parameters.get("category") ?? category.value;
      explain.checked = parameters.get("explain") !== "false";
    },
    read: (id) => ({ user: id, count: count.value || "10", category: category.value.trim(), explain: explain.checked }),
  };
}

function field(label, input, width) {
  return h("div", { class: `field ${width}` }, h("label", { for: input.id }, label), input);
}
