// Shows the copy button beside a calendar address where the browser can copy, and says that it has.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  if (!source || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      said.textContent = button.dataset.copied;
    } catch {
      // Copying was forbidden: select the address, so that the keyboard can copy it.
      window.getSelection().selectAllChildren(source);
    }
  });
}
