// "/" search, "?" the list of shortcuts, j and k along rows, Enter opens. Each person can switch them off.
const STORED = "shortcuts-off";
const dialog = document.getElementById("shortcuts");
const stored = () => {
  try {
    return localStorage.getItem(STORED) === "yes";
  } catch {
    return false; // storage may be closed to us; the shortcuts then stay on
  }
};
let off = stored();

const box = dialog?.querySelector("[data-shortcuts-off]");
if (box) {
  box.checked = off;
  box.addEventListener("change", () => {
    off = box.checked;
    try {
      localStorage.setItem(STORED, off ? "yes" : "no");
    } catch {
      // It then holds for this page only.
    }
  });
}

const isTyping = (element) => element.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=combobox]");
const rowsOf = () => [...document.querySelectorAll("[data-rows] [data-row]")].filter((row) => row.offsetParent !== null);
const current = () => document.querySelector("[data-rows] [data-row].is-current");

function move(step) {
  const rows = rowsOf();
  if (!rows.length) return;
  const at = rows.indexOf(current());
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  current()?.classList.remove("is-current");
  next.classList.add("is-current");
  next.querySelector("a")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "?" && dialog && !dialog.open) {
    event.preventDefault();
    dialog.showModal(); // stays reachable when the shortcuts are off, to switch them on again
    return;
  }
  if (off || dialog?.open) return;
  if (event.key === "/") {
    const field = [...document.querySelectorAll("[data-shortcut-search]")].find((input) => input.offsetParent !== null);
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  } else if (event.key === "j") {
    move(1);
  } else if (event.key === "k") {
    move(-1);
  } else if (event.key === "Enter" && event.target === document.body) {
    current()?.querySelector("a")?.click();
  } else {
    // A page's own keys: <a data-key="n"> or <button data-key="c">.
    const target = /^[a-z]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
    if (target && target.offsetParent !== null) {
      event.preventDefault();
      target.matches("textarea, input, select") ? target.focus() : target.click();
    }
  }
});
