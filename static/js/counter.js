// Says how many characters are left in a field with data-counter.
import { enhance } from "./enhance.js";

enhance("[data-counter]", (field) => {
  const control = field.querySelector("textarea, input");
  const most = Number(field.dataset.counter);
  const line = document.createElement("p");
  line.className = "counter";
  const show = () => {
    const used = [...control.value].length;
    line.textContent = `${used} / ${most}`;
    line.classList.toggle("counter-over", used > most);
  };
  control.addEventListener("input", show);
  show();
  field.append(line);
});
