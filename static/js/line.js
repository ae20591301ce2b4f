// While the line is down nothing typed is lost: a form goes only over a line that answers. Until then it waits on the
// page, says so, and goes by itself; what could not be saved while typing is kept in the browser and sent from
// whichever page the same person opens next, and goes with signing out.
import { word } from "./words.js";

const KEPT = `typed:${document.documentElement.dataset.person ?? ""}:`;
const FRESH = 20_000; // ms that a line which has just answered is trusted
const PATIENCE = 8_000; // ms for the answer to an empty question
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 30_000;
const waiting = []; // what was sent, in its order: { form, button } or { link }
let heard = Date.now();
let down = false;
let passing = null;
let sending = false;

function say(text) {
  const place = document.getElementById("messages");
  let note = document.getElementById("line-state");
  if (!note && place) {
    note = document.createElement("div");
    note.id = "line-state";
    note.className = "message message-warning line-state";
    place.append(note);
  }
  if (note && note.textContent !== text) note.textContent = text;
}

const pause = (milliseconds) => new Promise((resolve) => {
  const timer = setTimeout(resolve, milliseconds);
  window.addEventListener("online", () => {
    clearTimeout(timer);
    resolve();
  }, { once: true });
});

// Whatever comes back has come over the line; only a server that cannot serve is as good as none.
async function answers() {
  try {
    const answer = await fetch("/healthz", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return answer.status < 500;
  } catch {
    return false;
  }
}

function up() {
  heard = Date.now();
  down = false;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || "passkey" in form.dataset) return; // a passkey wants to be asked at once
  if (passing === form) {
    passing = null;
    return;
  }
  if (navigator.onLine && !down && Date.now() - heard < FRESH) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  wait({ form, button: event.submitter });
}, true);

// htmx asks in the page's stead; what a person asked for and the line lost is asked again.
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, ({ detail: { elt, requestConfig } }) => {
    if (!elt.matches("form, a, button")) return;
    down = true;
    say(word("waiting"));
    wait(elt.matches("form") ? { form: elt, button: requestConfig?.triggeringEvent?.submitter } : { link: elt });
  });
}
document.addEventListener("htmx:afterOnLoad", up);

function wait(sent) {
  const known = waiting.findIndex((other) => (other.form ?? other.link) === (sent.form ?? sent.link));
  known < 0 ? waiting.push(sent) : waiting.splice(known, 1, sent);
  send();
}

async function send() {
  if (sending) return;
  sending = true;
  let after = FIRST_WAIT;
  while (waiting.length) {
    if (await answers()) {
      if (down) say(word("back"));
      up();
      after = FIRST_WAIT;
      await pass(waiting.shift());
    } else {
      down = true;
      say(word("waiting"));
      await pause(after);
      after = Math.min(after * 2, LONGEST_WAIT);
    }
  }
  sending = false;
  document.getElementById("line-state")?.remove();
  flush();
}

// One after the other: an answer may put a new form in the place of one that still waits.
async function pass({ form, button, link }) {
  const answered = new Promise((resolve) => document.addEventListener("htmx:afterSettle", resolve, { once: true }));
  if (link) {
    link.click();
  } else {
    const now = form.isConnected ? form : twin(form);
    if (!now) return;
    passing = now;
    now.requestSubmit(button?.form === now ? button : undefined);
  }
  await Promise.race([answered, pause(PATIENCE)]);
}

// The form that stands where one stood that is gone: of the same address, with the same fields.
const twin = (form) => [...document.forms].find((other) => other.action === form.action && fieldsOf(new FormData(other)) === fieldsOf(new FormData(form)));

window.addEventListener("beforeunload", (event) => {
  if (waiting.length) event.preventDefault();
});

// Storage may be switched off: then the text stays on the page alone.
const stored = (act) => {
  try {
    return act(window.localStorage);
  } catch {
    return null;
  }
};

function fieldsOf(fields) {
  const text = new URLSearchParams();
  for (const [name, value] of fields) if (typeof value === "string" && name !== "csrfmiddlewaretoken") text.append(name, value);
  return text.toString();
}

export function keep(address, fields) {
  down = true;
  stored((storage) => storage.setItem(KEPT + address, fieldsOf(fields)));
}

export function forget(address) {
  up();
  stored((storage) => storage.removeItem(KEPT + address));
}

const keys = () => stored((storage) => Object.keys(storage).filter((key) => key.startsWith(KEPT))) ?? [];

async function flush() {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  for (const key of keys()) {
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

document.addEventListener("submit", (event) => {
  if (!("signOut" in event.target.dataset)) return;
  for (const key of keys()) stored((storage) => storage.removeItem(key));
});
window.addEventListener("online", flush);
flush();
