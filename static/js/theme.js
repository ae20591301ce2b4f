// Light or dark by hand. The choice lies in a cookie, so that the server draws the next page in it at once.
import { word } from "./words.js";

const root = document.documentElement;
const preference = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : preference.matches);

for (const button of document.querySelectorAll("[data-theme-toggle]")) {
  const label = button.querySelector("[data-theme-label]");
  const show = () => {
    label.textContent = word(isDark() ? "light" : "dark");
    button.title = label.textContent;
  };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${root.dataset.theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    show();
  });
  preference.addEventListener("change", show);
  show();
  button.hidden = false;
}
