// Arrow keys move over the days of a grid; one day at a time is a stop of the Tab key.
import { enhance } from "./enhance.js";

const KEPT = "calendar day"; // which day has the focus after the page of another month has opened
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

enhance("[data-calendar-grid]", (grid) => {
  const days = [...grid.querySelectorAll("[data-day]")];
  if (!days.length) return;
  const today = grid.querySelector("[aria-current=date] [data-day]");
  const stop = (chosen) => days.forEach((day) => (day.tabIndex = day === chosen ? 0 : -1));
  const kept = sessionStorage.getItem(KEPT);
  const first = days.find((day) => !day.closest(".is-outside"));
  stop(days.find((day) => day.dataset.day === kept && !day.closest(".is-outside")) ?? today ?? first);
  if (kept) {
    sessionStorage.removeItem(KEPT);
    days.find((day) => day.tabIndex === 0).focus();
  }
  grid.addEventListener("keydown", (event) => {
    const at = days.indexOf(event.target);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const turned = getComputedStyle(grid).direction === "rtl" && event.key.match(/Left|Right/) ? -1 : 1;
    const ends = { Home: at - (at % 7), End: at - (at % 7) + 6 };
    const to = event.key in STEPS ? at + turned * STEPS[event.key] : ends[event.key];
    const page = { PageUp: "prev", PageDown: "next" }[event.key];
    if (page) {
      sessionStorage.setItem(KEPT, event.target.dataset.day);
      document.querySelector(`.cal-nav [rel=${page}]`)?.click();
    } else if (!days[to]) return;
    else {
      stop(days[to]);
      days[to].focus();
    }
    event.preventDefault();
  });
});
