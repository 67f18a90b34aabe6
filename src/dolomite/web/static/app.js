// What pages gain with script. Everything works without.
const faults = document.querySelector("#faults");
if (faults) faults.focus();
