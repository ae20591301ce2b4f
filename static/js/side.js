// The panel beside a list: a link that htmx would open there. On narrow screens the link simply leads to its page.
const side = document.querySelector("[data-side]");

if (side) {
  const list = () => location.pathname + location.search;
  let address = list();
  let opener = null;

  const close = () => {
    if (!side.firstElementChild) return;
    side.replaceChildren();
    history.pushState({ htmx: true }, "", address);
    document.title = title;
    opener?.focus();
  };
  let title = document.title;

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target !== side) return;
    if (!matchMedia("(min-width: 992px)").matches) {
      event.preventDefault();
      location.assign(event.detail.elt.href);
      return;
    }
    if (!side.firstElementChild) {
      address = list();
      title = document.title;
    }
    opener = event.detail.elt;
    opener.closest("[data-row]")?.parentElement.querySelector(".is-current")?.classList.remove("is-current");
    opener.closest("[data-row]")?.classList.add("is-current");
  });
  // A refused filter answers 400 with the page that says why: show it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 400 && event.detail.target.id === "matrix") {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  // Another list is shown: the panel goes, the address is the list's.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== side) side.replaceChildren();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-side-close]")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("details[data-menu][open]")) close();
  });
}
