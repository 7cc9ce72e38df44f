// Counts the words of an application's statement while it is written, says when they are too many, and warns before
// unsaved text is left. The count is that of the server: ideographs one by one, other scripts by the spaces between.
const ideograph = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const word = new RegExp(`[${ideograph}]|[^\\s${ideograph}]+`, "gu");

for (const area of document.querySelectorAll("textarea[data-words-most]")) {
  const told = document.getElementById(area.dataset.words);
  const most = Number(area.dataset.wordsMost);
  const kept = area.defaultValue;
  let sent = false;
  let wait = 0;
  const written = (number) => number.toLocaleString(document.documentElement.lang);
  const count = () => {
    const words = (area.value.match(word) ?? []).length;
    const over = words > most;
    const text = over ? told.dataset.tooMany : told.dataset.wordCount;
    told.textContent = text.replace("{n}", written(words)).replace("{over}", written(words - most));
    told.classList.toggle("over", over);
  };
  area.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(count, 250);
  });
  area.form.addEventListener("submit", () => (sent = true));
  window.addEventListener("beforeunload", (event) => {
    if (!sent && area.value !== kept) event.preventDefault();
  });
  count();
}
