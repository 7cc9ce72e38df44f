// After a refused form the summary of errors takes the focus, so that it is heard and its links are one Tab away.
const summary = document.querySelector(".errors");
if (summary) summary.focus();
