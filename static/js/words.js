// What the scripts say, taken from the page so that it is in the page's language.
const source = document.getElementById("words");

export function word(name, values = {}) {
  const text = source?.dataset[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
