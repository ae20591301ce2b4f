// A list box with search over a plain select or list of check boxes inside [data-picker].
// The plain control stays in the form, hidden, and holds the values; without script it is used as it is.
import { enhance } from "./enhance.js";
import { fold } from "./fold.js";
import { word } from "./words.js";

let made = 0;

/** The choices of a select as plain objects; `set` writes to the control and tells the form. */
function fromSelect(select) {
  const tell = () => {
    select.dispatchEvent(new Event("input", { bubbles: true }));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  return [...select.options].filter((option) => option.value !== "").map((option) => ({
    text: option.text,
    group: option.parentElement.label ?? "",
    lang: option.lang,
    words: fold(`${option.text} ${option.dataset.words ?? ""} ${option.value}`),
    get chosen() { return option.selected; },
    set(on) {
      if (!select.multiple && !on) select.value = "";
      else option.selected = on;
      tell();
    },
  }));
}

/** The same of a list of check boxes. */
function fromChecks(fieldset) {
  return [...fieldset.querySelectorAll("input[type=checkbox]")].map((input) => ({
    text: input.labels[0].textContent.trim(),
    group: "",
    lang: input.labels[0].lang,
    words: fold(`${input.labels[0].textContent} ${input.value}`),
    get chosen() { return input.checked; },
    set(on) {
      input.checked = on;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
  }));
}

function element(tag, properties = {}, attributes = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

enhance("[data-picker]", (field) => {
  const select = field.matches("select") ? field : field.querySelector("select");
  const checks = select ? null : field.querySelector("input[type=checkbox]");
  if (!select && !checks) return;
  const plain = select ?? checks.closest("div[id], ul") ?? checks.parentElement;
  const choices = select ? fromSelect(select) : fromChecks(field);
  const single = Boolean(select) && !select.multiple;
  const label = select ? select.labels[0] : field.querySelector("legend");
  const id = `picker-${++made}`;

  const box = element("div", { className: "picker" }, single ? { "data-single": "" } : {});
  const chosenList = element("ul", { className: "picker-chosen" });
  const input = element("input", { type: "text", className: "input", id: `${id}-input`, autocomplete: "off", placeholder: word("type") }, {
    role: "combobox", "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
  });
  const list = element("ul", { className: "picker-list", id: `${id}-list`, hidden: true }, { role: "listbox" });
  const spoken = element("span", { className: "visually-hidden" }, { role: "status" });
  if (!single) list.setAttribute("aria-multiselectable", "true");
  if (label) {
    label.id ||= `${id}-label`;
    for (const named of [input, list]) named.setAttribute("aria-labelledby", label.id);
    if (select) label.htmlFor = input.id;
  }
  const describedBy = (select ?? field).getAttribute("aria-describedby");
  if (describedBy) input.setAttribute("aria-describedby", describedBy);
  if ((select ?? field).getAttribute("aria-invalid")) input.setAttribute("aria-invalid", "true");

  let shown = [];
  let active = -1;

  const draw = () => {
    const wanted = single && choices.some((choice) => choice.chosen && choice.text === input.value) ? "" : fold(input.value);
    shown = choices.filter((choice) => choice.words.includes(wanted));
    list.replaceChildren();
    let group = null;
    let holder = list;
    shown.forEach((choice, i) => {
      if (choice.group !== group) {
        group = choice.group;
        holder = list;
        if (group) {
          holder = element("li", {}, { role: "group", "aria-label": group });
          holder.append(element("span", { textContent: group }, { "aria-hidden": "true" }));
          list.append(holder);
        }
      }
      const option = element(group ? "div" : "li", { id: `${id}-${i}`, textContent: choice.text, ...(choice.lang && { lang: choice.lang }) }, { role: "option", "aria-selected": String(choice.chosen) });
      option.dataset.at = i;
      holder.append(option);
    });
    if (!shown.length) list.append(element("li", { className: "picker-none", textContent: word("none") }, { role: "option", "aria-disabled": "true", "aria-selected": "false" }));
    point(-1);
  };

  const point = (at) => {
    list.querySelector(".is-active")?.classList.remove("is-active");
    active = at;
    const option = at < 0 ? null : document.getElementById(`${id}-${at}`);
    if (option) {
      option.classList.add("is-active");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const open = () => {
    if (!list.hidden) return;
    draw();
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    point(-1);
    if (single) input.value = choices.find((choice) => choice.chosen)?.text ?? "";
  };

  const toggle = (choice) => {
    choice.set(single ? true : !choice.chosen);
    spoken.textContent = word(choice.chosen ? "chosen" : "removed", { name: choice.text });
    if (single) {
      close();
    } else {
      const at = shown.indexOf(choice);
      input.value = "";
      draw();
      point(shown.indexOf(choice) < 0 ? at : shown.indexOf(choice));
    }
    chips();
  };

  const chips = () => {
    if (single) return;
    chosenList.replaceChildren(...choices.filter((choice) => choice.chosen).map((choice) => {
      const chip = element("li", { className: "chip" });
      const remove = element("button", { type: "button", textContent: "×", title: word("remove", { name: choice.text }) }, { "aria-label": word("remove", { name: choice.text }) });
      remove.addEventListener("click", () => {
        choice.set(false);
        spoken.textContent = word("removed", { name: choice.text });
        chips();
        input.focus();
        if (!list.hidden) draw();
      });
      chip.append(element("span", { textContent: choice.text, ...(choice.lang && { lang: choice.lang }) }), remove);
      return chip;
    }));
  };

  input.addEventListener("input", (event) => {
    event.stopPropagation(); // searching the list is no change of the form
    if (single && input.value === "") choices.find((choice) => choice.chosen)?.set(false);
    open();
    draw();
    if (input.value && shown.length) point(0);
    spoken.textContent = word("matches", { count: shown.length, total: choices.length });
  });
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("click", open);
  input.addEventListener("keydown", (event) => {
    const last = shown.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const down = event.key === "ArrowDown";
      if (list.hidden) open();
      point(down ? (active >= last ? 0 : active + 1) : (active <= 0 ? last : active - 1));
    } else if (event.key === "PageDown" && !list.hidden) {
      event.preventDefault();
      point(Math.min(last, active + 8));
    } else if (event.key === "PageUp" && !list.hidden) {
      event.preventDefault();
      point(Math.max(0, active - 8));
    } else if (event.key === "Enter") {
      event.preventDefault(); // choosing never sends the form
      if (!list.hidden && shown[active]) toggle(shown[active]);
      else open();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      if (!single) input.value = "";
      close();
    } else if (event.key === "Backspace" && !input.value && !single) {
      const last = choices.filter((choice) => choice.chosen).at(-1);
      if (last) {
        last.set(false);
        spoken.textContent = word("removed", { name: last.text });
        chips();
        if (!list.hidden) draw();
      }
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-at]");
    if (option) toggle(shown[Number(option.dataset.at)]);
  });
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) {
      if (!single) input.value = "";
      close();
    }
  });
  // The plain control can be changed by the page (a reset): show what it holds.
  (select ?? field).form?.addEventListener("reset", () => setTimeout(() => { chips(); close(); }));

  plain.hidden = true;
  if (select) select.tabIndex = -1;
  const combo = element("div", { className: "picker-combo" });
  combo.append(input, list);
  box.append(chosenList, combo, spoken);
  plain.after(box);
  chips();
  close();
});
