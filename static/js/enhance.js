// Runs a function on every element that matches, now and after htmx has put new ones in.
export function enhance(selector, start) {
  const seen = new WeakSet();
  const sweep = (root) => {
    for (const element of [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)]) {
      if (!seen.has(element)) {
        seen.add(element);
        start(element);
      }
    }
  };
  sweep(document);
  document.addEventListener("htmx:load", (event) => sweep(event.detail.elt));
}
