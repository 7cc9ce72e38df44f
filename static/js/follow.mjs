// Shows how far a work is without loading the page again; when it is over, the page is loaded once with its result.
const look = async () => {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [now, then] = [page, document].map((d) => d.querySelector("#progress [role=status]"));
    if (!page.querySelector("script[src*=follow]")) return location.reload();
    if (now && then && now.textContent !== then.textContent) then.replaceChildren(...now.childNodes);
  }
  setTimeout(look, 2000);
};
setTimeout(look, 1000);
