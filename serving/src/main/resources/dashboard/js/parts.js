// Pieces that every section uses.
import { Problem } from "./api.js";
import { command, h, text } from "./dom.js";
import { instant } from "./format.js";

const TONES = {
  ok: ["fresh", "running", "up", "ready", "champion", "succeeded", "full", "ok", "present"],
  warn: ["light", "cached", "segment", "candidate", "starting", "degraded", "timeout", "skipped", "popular"],
  bad: ["stale", "down", "refused", "failed", "not ready", "unreachable"],
};

/** What a state means: "ok", "warn", "bad" or "" (neutral). */
export const toneOf = (state) => Object.keys(TONES).find((tone) => TONES[tone].includes(state)) ?? "";

/** A dot and the word for a state; the word is what counts, the colour only helps. */
export function pill(state, tone = toneOf(state)) {
  return h("span", { class: `pill ${tone}` }, state ?? "unknown");
}

/** As {@link pill}, for a node that stays. */
export function livePill() {
  const node = pill("");
  return {
    node,
    update(state, tone = toneOf(state)) {
      text(node, state);
      node.className = `pill ${tone}`;
    },
  };
}

/** A moment as people read it, with the exact UTC time on hover. */
export function time(ms, shown = instant(ms)) {
  return ms ? h("time", { datetime: new Date(ms).toISOString(), title: new Date(ms).toISOString() }, shown) : h("span", {}, "–");
}

/** The heading of a section: what it is and the command that says the same in a terminal. */
export function heading(title, line, shell) {
  return h(
    "div",
    { class: "heading" },
    h("div", {}, h("h1", {}, title), h("p", { class: "soft" }, line)),
    shell ? command(shell) : null,
  );
}

/** What to show when there is nothing yet, with the command that changes that. */
export function empty(line, shell) {
  return h("div", { class: "empty" }, h("p", {}, line), shell ? command(shell) : null);
}

export const loading = (what) => h("p", { class: "loading", role: "status" }, `Loading ${what} …`);

/** A place for a problem: `show(error)` and `clear()`. */
export function problemBox() {
  const node = h("div", { class: "problem", role: "alert", hidden: true });
  return {
    node,
    clear() {
      node.hidden = true;
      node.replaceChildren();
    },
    show(error) {
      if (error.name === "AbortError") return;
      if (!(error instanceof Problem)) console.error(error);
      node.hidden = false;
      node.replaceChildren(
        h("strong", {}, error.message),
        error.detail ? h("p", {}, error.detail) : "",
        error.fix ? h("p", { class: "fix" }, error.fix) : "",
      );
    },
  };
}

/** A button that runs `action` once at a time. */
export function button(label, action, attributes = {}) {
  const node = h("button", { type: "button", ...attributes }, label);
  node.addEventListener("click", async () => {
    if (node.getAttribute("aria-busy")) return;
    node.setAttribute("aria-busy", "true");
    try {
      await action();
    } finally {
      node.removeAttribute("aria-busy");
    }
  });
  return node;
}

/** Asks before something that others notice; resolves to whether the answer was yes. */
export function confirm(question, detail, yes) {
  return new Promise((resolve) => {
    const dialog = h(
      "dialog",
      { "aria-labelledby": "question" },
      h("h2", { id: "question" }, question),
      h("p", {}, detail),
      h(
        "div",
        { class: "actions" },
        h("button", { type: "button", onclick: () => dialog.close("no") }, "Cancel"),
        h("button", { type: "button", class: "primary", onclick: () => dialog.close("yes") }, yes),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
