// The list of speakers: the clock runs down each second, and the list is asked for again every few seconds.
// Nothing is replaced under somebody who is typing; whoever stands on a button still stands on it afterwards.
const list = document.querySelector("#floor-now");
const EVERY = 4000;
let tag = list?.dataset.tag ?? "";
let drawn = performance.now();

const face = (seconds) => {
  const whole = Math.abs(seconds);
  return `${seconds < 0 ? "−" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

const tick = () => {
  const shown = list.querySelector("[data-left]");
  if (!shown) return;
  // The seconds that the server saw left, less those that this device has counted: its own clock may be wrong.
  const left = Math.floor(Number(shown.dataset.left) - (performance.now() - drawn) / 1000);
  shown.textContent = face(left);
  shown.closest(".floor-clock").classList.toggle("over", left < 0);
  list.querySelector(".floor-over").hidden = left >= 0;
};

const place = () => {
  const now = document.activeElement;
  if (!list.contains(now)) return () => {};
  const named = now.textContent;
  return () => [...list.querySelectorAll("button, a, summary")].find((one) => one.textContent === named)?.focus();
};

const replace = (text) => {
  const back = place();
  const open = list.querySelector("details")?.open ?? false;
  const page = new DOMParser().parseFromString(text, "text/html");
  list.replaceChildren(...page.body.childNodes);
  const more = list.querySelector("details");
  if (more) more.open = open;
  drawn = performance.now();
  back();
  tick();
};

const look = async () => {
  const typing = list.contains(document.activeElement) && document.activeElement.matches("input:not([type=hidden])");
  if (!document.hidden && !typing) {
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(list.dataset.now, { headers, cache: "no-store" }).catch(() => null);
    if (answer?.status === 200 && !answer.redirected) {
      tag = answer.headers.get("ETag") ?? "";
      replace(await answer.text());
    }
  }
  setTimeout(look, EVERY);
};

if (list) {
  setInterval(tick, 1000);
  setTimeout(look, EVERY);
}
