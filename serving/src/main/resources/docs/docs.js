const api = await (await fetch("/openapi.json")).json();
document.getElementById("about").textContent = api.info.description;

function element(tag, text, ...children) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

/** An example value of a schema, nested at most five deep. */
function example(schema, depth = 0) {
  if (schema.$ref) return example(api.components.schemas[schema.$ref.split("/").pop()], depth);
  if (schema.oneOf) return example(schema.oneOf[0], depth);
  if (schema.enum) return schema.enum.join("|");
  if (depth > 5) return "...";
  const type = [schema.type].flat()[0];
  if (type === "array") return [example(schema.items, depth + 1)];
  if (type === "object") {
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, example(inner, depth + 1)]));
  }
  return { string: "...", boolean: true, integer: 0, number: 0.0 }[type];
}

function shape(title, schema) {
  return [element("p", title), element("pre", JSON.stringify(example(schema), null, 2))];
}

function route(method, path, operation) {
  const name = element("span", method.toUpperCase());
  name.className = "method";
  const box = element("details", "", element("summary", "", name, element("code", path), ` ${operation.summary}`));
  if (operation.description) box.append(element("p", operation.description));
  if (operation.parameters) {
    box.append(element("table", "", ...operation.parameters.map(p =>
      element("tr", "", element("td", "", element("code", p.name)), element("td", p.in), element("td", p.description)))));
  }
  const body = operation.requestBody?.content["application/json"];
  if (body) box.append(...shape("Body", body.schema));
  for (const [status, answer] of Object.entries(operation.responses)) {
    const content = answer.content?.["application/json"];
    if (content) box.append(...shape(`Answer ${status}`, content.schema));
  }
  return box;
}

const groups = new Map();
for (const [path, methods] of Object.entries(api.paths)) {
  for (const [method, operation] of Object.entries(methods)) {
    const tag = operation.tags[0];
    if (!groups.has(tag)) groups.set(tag, []);
    groups.get(tag).push(route(method, path, operation));
  }
}
for (const [tag, routes] of groups) {
  document.getElementById("routes").append(element("h2", tag), ...routes);
}
