// What was typed into a record and is not sent yet waits on this device. It is its writer's: signing out deletes it,
// after a warning, and so does whoever signs in here after them.
const PREFIX = "minutes ";
const out = document.querySelector("form[data-who]");

const waiting = () => {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  } catch {
    return []; // this browser keeps nothing
  }
};
const holdsWords = (name) => {
  const { text, speaker, organization, fields } = JSON.parse(localStorage[name]);
  return [text, speaker, organization, fields?.speaker].some((words) => words?.trim());
};
const forget = (names) => names.forEach((name) => localStorage.removeItem(name));

if (out) {
  forget(waiting().filter((name) => !name.startsWith(`${PREFIX}${out.dataset.who} `)));
  out.addEventListener("submit", (event) => {
    if (waiting().some(holdsWords) && !confirm(out.dataset.unsent)) event.preventDefault();
    else forget(waiting());
  });
}
