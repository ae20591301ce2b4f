// Sends the calls of the API's reference and shows what comes back, with the same call for a command line.
const SHOWN = 60_000; // characters of an answer
const HEADERS = ["content-type", "etag", "last-modified", "ratelimit", "retry-after", "location", "api-version"];
const token = document.querySelector("[data-try-token]");

/** What was typed or chosen in a field, one text for each value. */
function values(field) {
  if (field.selectedOptions) return [...field.selectedOptions].map((option) => option.value).filter(Boolean);
  const text = field.value.trim();
  if (!text) return [];
  return "many" in field.dataset ? text.split(/\s+/) : [text];
}

/** The address, headers and body that a form stands for. */
function call(form) {
  let path = form.dataset.try;
  const query = new URLSearchParams();
  const headers = {};
  for (const field of form.querySelectorAll("[data-place]")) {
    for (const value of values(field)) {
      if (field.dataset.place === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(value));
      else if (field.dataset.place === "header") headers[field.name] = value;
      else query.append(field.name, value);
    }
  }
  const secret = token.value.trim();
  if (secret) headers.Authorization = `Bearer ${secret}`;
  const body = form.querySelector("[data-try-body]")?.value;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const address = new URL(path + (query.size ? `?${query}` : ""), location.origin);
  return { address, options: { method: form.dataset.method, headers, body } };
}

/** The call for a command line; the token stands for itself, so that it can be pasted anywhere. */
function commandLine({ address, options }) {
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const parts = ["curl", options.method === "GET" ? "" : `-X ${options.method}`];
  for (const [name, value] of Object.entries(options.headers)) {
    parts.push("-H", name === "Authorization" ? '"Authorization: Bearer $TOKEN"' : quoted(`${name}: ${value}`));
  }
  if (options.body !== undefined) parts.push("-d", quoted(options.body));
  return [...parts, quoted(address.href)].filter(Boolean).join(" ");
}

/** A block of text in the answer that scrolls by keyboard too. */
function block(text) {
  const pre = document.createElement("pre");
  pre.tabIndex = 0;
  pre.textContent = text;
  return pre;
}

/** The answer's text, JSON laid out. */
async function written(answer) {
  const text = await answer.text();
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

async function send(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const place = form.querySelector("[data-try-answer]");
  const made = call(form);
  place.replaceChildren(block(commandLine(made)));
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(made.address, made.options);
    const head = HEADERS.filter((name) => answer.headers.has(name)).map((name) => `${name}: ${answer.headers.get(name)}`);
    const text = await written(answer);
    const rest = text.length > SHOWN ? "\n…" : "";
    place.append(block([`${answer.status} ${answer.statusText}`, ...head].join("\n")), block(text.slice(0, SHOWN) + rest));
  } catch (error) {
    place.append(block(String(error)));
  }
  place.removeAttribute("aria-busy");
}

/** Open the call that the address names. */
function open() {
  const wanted = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (wanted instanceof HTMLDetailsElement) wanted.open = true;
}

for (const form of document.querySelectorAll("[data-try]")) {
  form.hidden = false;
  form.addEventListener("submit", send);
}
addEventListener("hashchange", open);
open();
