// The API key, where one is needed: asked for when the server wants one, and kept for this tab alone.
import { h } from "./dom.js";

const PLACE = "slate.key";
let asking = null;
let declined = false;

export const key = () => sessionStorage.getItem(PLACE) ?? "";

/** The headers that a request with a key has. */
export const withKey = (secret, headers) => (secret ? { ...headers, authorization: `Bearer ${secret}` } : headers);

/** After a 401 to a request with the key `used`: whether there is another one now. Asks once for all who wait. */
export async function anotherKey(used) {
  if (key() !== used) return true;
  if (declined) return false;
  asking ??= ask(used !== "").finally(() => (asking = null));
  return asking;
}

function ask(wrong) {
  return new Promise((resolve) => {
    const input = h("input", { id: "key", type: "password", autocomplete: "off", spellcheck: "false", "aria-describedby": "key-help" });
    const use = () => dialog.close(input.value.trim());
    input.addEventListener("keydown", (event) => event.key === "Enter" && use());
    const dialog = h(
      "dialog",
      { "aria-labelledby": "key-title", class: "key" },
      h("h2", { id: "key-title" }, wrong ? "This key is not known" : "An API key is needed"),
      h("p", { id: "key-help" }, "It is kept in this tab and sent to this server only. ", h("code", {}, "./slate keys create NAME"), " makes one."),
      h("p", {}, h("label", { for: "key" }, "Key "), input),
      h("div", { class: "actions" }, h("button", { type: "button", onclick: () => dialog.close("") }, "Cancel"), h("button", { type: "button", class: "primary", onclick: use }, "Use key")),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      declined = dialog.returnValue === "";
      if (!declined) sessionStorage.setItem(PLACE, dialog.returnValue);
      resolve(!declined);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
