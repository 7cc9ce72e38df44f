// Counts the words of a summary while it is written, and warns before unsaved text is left.
// The count is that of the server: ideographs one by one, other scripts by the spaces between them.
const word = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\s\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/gu;

for (const area of document.querySelectorAll("textarea[data-words]")) {
  const told = document.getElementById(area.dataset.words);
  const kept = "unsent" in area.dataset ? null : area.value; // what was refused is not kept yet
  let sent = false;
  let wait = 0;
  const count = () => {
    const words = (area.value.replace(/\^\[|\]/gu, " ").match(word) ?? []).length;
    told.textContent = told.dataset.wordCount.replace("{n}", words.toLocaleString(document.documentElement.lang));
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
