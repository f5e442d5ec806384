// Building and updating nodes. Data only ever becomes text or an attribute value, never markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, css] of Object.entries(value)) node.style.setProperty(key, css);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** An HTML element: attributes by name, `on<event>` listeners, `style` as an object, children as nodes or text. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element, as {@link h}. */
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Sets the text if it differs, so that a selection and a screen reader are left alone. */
export function text(node, value) {
  const string = value === null || value === undefined ? "" : String(value);
  if (node.textContent !== string) node.textContent = string;
}

const rows = new WeakMap();

/**
 * Makes the children of `parent` follow `items`: nodes are kept by key, so focus, open details and scroll survive an update.
 * `create()` answers `{node, update(item, index)}`.
 */
export function keyed(parent, items, key, create) {
  const before = rows.get(parent) ?? new Map();
  const after = new Map();
  items.forEach((item, index) => {
    const id = key(item);
    if (after.has(id)) return;
    const row = before.get(id) ?? create(item);
    row.update(item, index);
    after.set(id, row);
  });
  for (const [id, row] of before) if (!after.has(id)) row.node.remove();
  let at = parent.firstChild;
  for (const row of after.values()) {
    if (row.node === at) at = at.nextSibling;
    else parent.insertBefore(row.node, at);
  }
  rows.set(parent, after);
}

/** A shell command with a button that copies it. */
export function command(line) {
  const button = h("button", { type: "button", class: "quiet small", "aria-label": `Copy ${line}`, onclick: copy }, "Copy");
  async function copy() {
    let done = true;
    try {
      await navigator.clipboard.writeText(line);
    } catch {
      done = copyBySelection(code);
    }
    button.textContent = done ? "Copied" : "Press Ctrl+C";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  }
  const code = h("code", {}, line);
  return h("span", { class: "command" }, code, button);
}

/** Plain HTTP from another machine has no clipboard API: select the text, so that at least Ctrl+C works. */
function copyBySelection(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return document.execCommand("copy");
}
