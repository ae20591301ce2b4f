// Saves what is typed without being asked: form[data-autosave-url] is sent whole a moment after each change.
// A failure leaves the text on the page, says so and tries again, waiting longer each time.
import { enhance } from "./enhance.js";
import { forget, keep } from "./line.js";
import { word } from "./words.js";

const PAUSE = 1200;
const FIRST_WAIT = 2;
const LONGEST_WAIT = 60;

enhance("form[data-autosave-url]", (form) => {
  const status = form.querySelector("[data-autosave-status]");
  let timer;
  let changed = 0;
  let saved = 0;
  let wait = FIRST_WAIT;
  let busy = false;
  let leaving = false;

  const say = (state, text) => {
    if (!status) return;
    status.dataset.state = state;
    status.textContent = text;
  };
  const plan = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(send, seconds * 1000);
  };
  const clock = () => new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false }).format(new Date());
  const request = (keepalive) => fetch(form.dataset.autosaveUrl, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json", "X-Requested-With": "autosave" },
    credentials: "same-origin",
    redirect: "manual",
    keepalive,
  });

  async function send() {
    if (busy || leaving || saved === changed) return;
    busy = true;
    const sending = changed;
    say("saving", word("saving"));
    try {
      const answer = await request(false);
      if (answer.ok) {
        const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
        saved = sending;
        wait = FIRST_WAIT;
        forget(form.dataset.autosaveUrl);
        say("saved", word("saved", { time: told.saved_at ?? clock() }));
      } else if (answer.status === 409) {
        saved = sending;
        say("failed", word("newer"));
      } else if (answer.type === "opaqueredirect" || answer.status < 500 && answer.status !== 429) {
        saved = sending; // asking again would be refused again; the next change tries anew
        say("failed", word("refused"));
      } else {
        throw new Error(answer.status);
      }
    } catch {
      keep(form.dataset.autosaveUrl, new FormData(form));
      say("failed", word("failed", { seconds: wait }));
      plan(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    busy = false;
    if (saved !== changed && wait === FIRST_WAIT) plan(PAUSE / 1000);
  }

  const note = () => {
    changed += 1;
    if (!busy && status?.dataset.state !== "failed") say("unsaved", word("unsaved"));
    if (wait === FIRST_WAIT) plan(PAUSE / 1000);
  };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
  form.addEventListener("htmx:afterRequest", () => {
    leaving = false;
  });
  window.addEventListener("online", () => plan(0));
  // Closing the browser: what the last pause had not sent goes now.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !leaving && saved !== changed) {
      const sending = changed;
      request(true).then((answer) => {
        if (answer.ok) saved = sending;
      }).catch(() => {});
    }
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
});
