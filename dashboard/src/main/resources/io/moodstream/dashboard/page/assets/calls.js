// The calls of the API, from its own description, to be tried.

const template = document.getElementById("call");
const MOST_TEXT = 60_000;

const spec = await (await fetch("/assets/openapi.json")).json();
document.getElementById("intro").textContent = spec.info.description;
for (const [path, { get }] of Object.entries(spec.paths)) {
  // What changes something is not for trying out, and a WebSocket is not a plain call.
  if (get?.responses["200"]) {
    document.getElementById("calls").append(section(path, get));
  }
}

function section(path, operation) {
  const element = template.content.firstElementChild.cloneNode(true);
  const parts = {};
  element.querySelectorAll("[data-part]").forEach((part) => (parts[part.dataset.part] = part));
  parts.method.textContent = "GET";
  parts.path.textContent = path;
  parts.summary.textContent = operation.summary;
  parts.description.textContent = plain(operation.description);
  parts.description.hidden = !operation.description;
  parts.fields.append(...(operation.parameters ?? []).map(resolve).map((parameter) => field(operation, parameter)));
  const types = Object.keys(operation.responses["200"].content ?? {});
  if (types.length > 1) {
    parts.fields.append(choice("Accept", types, "The form of the answer"));
  }
  const tell = () => (parts.curl.textContent = curl(address(path, parts.form), parts.form));
  parts.form.addEventListener("input", tell);
  parts.form.addEventListener("submit", (event) => {
    event.preventDefault();
    call(address(path, parts.form), parts);
  });
  tell();
  return element;
}

/** Without the marks of code that Markdown has. */
function plain(description) {
  return (description ?? "").replaceAll("`", "");
}

function resolve(node) {
  return node.$ref ? node.$ref.slice(2).split("/").reduce((at, key) => at[key], spec) : node;
}

function field(operation, parameter) {
  const schema = resolve(parameter.schema);
  if (schema.enum) {
    return choice(parameter.name, ["", ...schema.enum], parameter.description);
  }
  const input = document.createElement("input");
  input.required = parameter.required ?? false;
  input.placeholder = schema.format === "date-time" ? new Date().toISOString().slice(0, 19) + "Z" : "";
  input.dataset.in = parameter.in;
  return labelled(input, parameter.name, parameter.description ?? resolve(schema.items ?? schema).description);
}

function choice(name, values, description) {
  const select = document.createElement("select");
  select.append(...values.map((value) => new Option(value || "default", value)));
  return labelled(select, name, description);
}

function labelled(input, name, description) {
  const label = document.createElement("label");
  const hint = document.createElement("small");
  input.name = name;
  hint.textContent = plain(description);
  label.append(name, input, hint);
  return label;
}

/** The path with the form's values; a repeated parameter is given with spaces between. */
function address(path, form) {
  const query = new URLSearchParams();
  for (const input of form.elements) {
    const value = input.value.trim();
    if (!input.name || input.name === "Accept" || !value) {
      continue;
    }
    if (input.dataset.in === "path") {
      path = path.replace(`{${input.name}}`, encodeURIComponent(value));
    } else {
      value.split(/\s+/).forEach((one) => query.append(input.name, one));
    }
  }
  return query.size ? `${path}?${query}` : path;
}

function curl(url, form) {
  const accept = form.elements.Accept?.value;
  const header = accept && accept !== "application/json" ? ` -H 'Accept: ${accept}'` : "";
  return `curl${header} '${location.origin}${url}'`;
}

async function call(url, parts) {
  parts.answer.hidden = false;
  parts.body.hidden = false;
  parts.image.hidden = true;
  parts.body.textContent = "";
  parts.status.textContent = "…";
  parts.headers.textContent = "";
  const abort = new AbortController();
  parts.stop.onclick = () => abort.abort();
  const accept = parts.form.elements.Accept?.value;
  try {
    const response = await fetch(url, { signal: abort.signal, headers: accept ? { Accept: accept } : {} });
    const type = response.headers.get("Content-Type") ?? "";
    const frame = response.headers.get("Moodstream-Frame");
    parts.status.textContent = `${response.status} ${response.statusText}`;
    parts.headers.textContent = frame ? `${type}, Moodstream-Frame: ${frame}` : type;
    await show(response, type, parts);
  } catch (failure) {
    parts.status.textContent = abort.signal.aborted ? "stopped" : "no answer";
    parts.headers.textContent = abort.signal.aborted ? "" : failure.message;
  } finally {
    parts.stop.hidden = true;
  }
}

async function show(response, type, parts) {
  if (type.startsWith("text/event-stream")) {
    parts.stop.hidden = false;
    await follow(response, parts.body);
  } else if (type.startsWith("image/")) {
    parts.body.hidden = true;
    parts.image.src = URL.createObjectURL(await response.blob());
    parts.image.hidden = false;
  } else {
    const text = await response.text();
    const pretty = type.includes("json") ? JSON.stringify(JSON.parse(text), null, 2) : text;
    parts.body.textContent = pretty.slice(0, MOST_TEXT) + (pretty.length > MOST_TEXT ? "\n…" : "");
  }
}

async function follow(response, body) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    body.textContent = (body.textContent + part.value).slice(-MOST_TEXT);
    body.scrollTop = body.scrollHeight;
  }
}
