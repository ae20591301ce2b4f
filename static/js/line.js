// While the line is down nothing typed is lost: a form that is sent then waits on the page, says so, and goes when the
// line is back; what could not be saved while typing is kept in the browser and sent from whichever page is opened next.
import { word } from "./words.js";

const KEPT = "typed:";
const waiting = new Map();

function say(text) {
  const place = document.getElementById("messages");
  if (!place) return;
  let note = document.getElementById("line-state");
  if (!note) {
    note = document.createElement("div");
    note.id = "line-state";
    note.className = "message message-warning";
    place.append(note);
  }
  note.textContent = text;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (navigator.onLine || form.method !== "post") return;
  event.preventDefault();
  event.stopPropagation();
  waiting.set(form, event.submitter);
  say(word("waiting"));
}, true);

window.addEventListener("online", () => {
  const next = waiting.entries().next();
  if (next.done) {
    flush();
    return;
  }
  const [form, button] = next.value;
  waiting.clear();
  say(word("back"));
  form.requestSubmit(button?.isConnected ? button : undefined);
});

// Storage may be switched off: then the text stays on the page alone.
const stored = (act) => {
  try {
    return act(window.localStorage);
  } catch {
    return null;
  }
};

export function keep(address, fields) {
  const text = new URLSearchParams();
  for (const [name, value] of fields) if (typeof value === "string" && name !== "csrfmiddlewaretoken") text.append(name, value);
  stored((storage) => storage.setItem(KEPT + address, text.toString()));
}

export function forget(address) {
  stored((storage) => storage.removeItem(KEPT + address));
}

async function flush() {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  const keys = stored((storage) => Object.keys(storage).filter((key) => key.startsWith(KEPT))) ?? [];
  for (const key of keys) {
    const address = key.slice(KEPT.length);
    if (!token || document.querySelector(`form[data-autosave-url="${CSS.escape(address)}"]`)) continue;
    const fields = new URLSearchParams(stored((storage) => storage.getItem(key)));
    fields.set("csrfmiddlewaretoken", token);
    try {
      const answer = await fetch(address, { method: "POST", body: fields, redirect: "manual", headers: { Accept: "application/json" } });
      if (answer.status >= 500) continue;
      forget(address); // saved, or refused for good: of another person, or of a record that is gone
      if (answer.ok || answer.status === 409) say(word("sent"));
    } catch {
      return;
    }
  }
}

flush();
