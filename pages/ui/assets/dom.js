// Small parts that the drawings share. Text is only ever set as text: nothing in the data can become markup.

/** An element with attributes and children; what is null or false is left out. */
export function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** Draw anew inside the component's root and keep the keyboard where it was. */
export function redraw({ parentElement }, drawn) {
  const root = parentElement.querySelector(".dr-root");
  const held = root.contains(document.activeElement) ? document.activeElement.dataset.pick : undefined;
  root.replaceChildren(drawn);
  if (held !== undefined) {
    [...root.querySelectorAll("[data-pick]")].find((each) => each.dataset.pick === held)?.focus({ preventScroll: true });
  }
  return root;
}

/** Tell Python what was chosen: the nearest element that carries a pick. */
export function onPick(root, { setTriggerValue }) {
  root.onclick = (event) => {
    if (window.getSelection()?.type === "Range") return; // somebody copies a number
    const target = event.target.closest("[data-pick]");
    if (target) setTriggerValue("picked", target.dataset.pick);
  };
}

/** Arrow keys walk over the choices of a table; the tab key passes it by. */
export function onArrows(root) {
  const all = () => [...root.querySelectorAll("button[data-pick]")];
  const stop = root.querySelector("button[aria-pressed=true]") ?? all()[0];
  all().forEach((each) => (each.tabIndex = each === stop ? 0 : -1));
  root.onkeydown = (event) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const from = event.target.closest("tr");
    if (!step || !from) return;
    const next = step[0] ? above(from, event.target, step[0]) : beside(from, event.target, step[1]);
    if (!next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
}

function beside(row, button, by) {
  const found = [...row.querySelectorAll("button[data-pick]")];
  return found[found.indexOf(button) + by];
}

function above(row, button, by) {
  const column = button.closest("td, th").cellIndex;
  const rows = [...row.closest("table").rows];
  for (let n = rows.indexOf(row) + by; n >= 0 && n < rows.length; n += by) {
    const found = rows[n].cells[column]?.querySelector("button[data-pick]");
    if (found) return found;
  }
  return undefined;
}
