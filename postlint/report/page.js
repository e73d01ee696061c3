"use strict";
const form = document.forms[0], main = document.getElementById("findings"), shown = document.getElementById("shown");
const all = [...main.querySelectorAll("article")];
const words = new Map(all.map(one => [one, one.textContent.toLowerCase()]));
let grouped = "path";
function group(by) {
  if (by === grouped) return;
  grouped = main.dataset.by = by;
  const groups = new Map();
  for (const one of all) {
    const name = one.dataset[by];
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(one);
  }
  main.replaceChildren(...[...groups].map(([name, some]) => {
    const section = document.createElement("section"), head = document.createElement("h2");
    head.textContent = name;
    section.append(head, ...some);
    return section;
  }));
}
function fits(one, asked) {
  if (asked.text && !asked.text.toLowerCase().split(/\s+/).every(word => words.get(one).includes(word))) return false;
  if (asked.fix === "unsafe" ? one.dataset.fix === "none" : asked.fix && one.dataset.fix !== asked.fix) return false;
  return ["family", "severity", "author", "year", "rule"].every(key => !asked[key] || one.dataset[key] === asked[key]);
}
function filter() {
  const asked = Object.fromEntries(new FormData(form));
  group(asked.by);
  let count = 0;
  for (const one of all) count += !(one.hidden = !fits(one, asked));
  for (const section of main.children) section.hidden = !section.querySelector("article:not([hidden])");
  shown.textContent = `$${count} of $${all.length} shown`;
  const kept = new URLSearchParams(Object.entries(asked).filter(([key, value]) => value && !(key === "by" && value === "path")));
  history.replaceState(null, "", kept.size ? `#$${kept}` : location.pathname + location.search);
}
function restore() {
  if (location.hash.startsWith("#why-")) {
    document.getElementById(location.hash.slice(1))?.setAttribute("open", "");
    return;
  }
  for (const [key, value] of new URLSearchParams(location.hash.slice(1))) if (form.elements[key]) form.elements[key].value = value;
}
let waiting = 0;
form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
form.addEventListener("submit", event => event.preventDefault());
addEventListener("hashchange", restore);
restore();
if (!location.hash.startsWith("#why-")) filter();
