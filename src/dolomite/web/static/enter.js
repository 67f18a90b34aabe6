// The launch token stands in the address after #, where no server and no log sees it: exchange it once, then forget it.
const token = location.hash.slice(1);
if (token) {
  history.replaceState(null, "", location.pathname);
  const answer = await fetch("/enter", { method: "POST", body: new URLSearchParams({ token }) });
  if (answer.ok) location.replace("/");
  else {
    const says = document.querySelector("#says");
    says.textContent = "This address was used before. Type the code that stands beside it in the terminal.";
    says.hidden = false;
  }
}
