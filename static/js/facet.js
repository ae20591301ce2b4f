// The search box over a long list of check boxes: hides what does not match, never what is chosen.
import { enhance } from "./enhance.js";
import { fold } from "./fold.js";

enhance("[data-facet] [data-find]", (input) => {
  const options = [...input.closest("[data-facet]").querySelectorAll(".option")];
  const texts = options.map((option) => fold(option.textContent));
  input.hidden = false;
  input.addEventListener("input", () => {
    const wanted = fold(input.value);
    options.forEach((option, i) => {
      option.hidden = !texts[i].includes(wanted) && !option.querySelector("input").checked;
    });
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // finding in the list does not send the form
  });
  input.closest("details")?.addEventListener("toggle", (event) => {
    if (event.target.open) input.focus();
  });
});
