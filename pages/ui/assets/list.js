// Cases, one row each; a row opens its case, or is chosen with others where the list has boxes to tick. On a narrow
// place a row becomes a card.
import { el, onPick, redraw } from "./dom.js";

export default function (component) {
  const { data } = component;
  const held = document.activeElement?.dataset.box;
  const root = redraw(component, table(data));
  if (held !== undefined) [...root.querySelectorAll("input[data-box]")].find((each) => each.dataset.box === held)?.focus({ preventScroll: true });
  onPick(root, component);
  onLinks(root);
  if (data.boxes) onBoxes(root, component);
  if (data.boxes && document.activeElement === document.body) root.querySelector("tbody input[data-box]")?.focus({ preventScroll: true });
}

function table(data) {
  const names = data.columns.map((each) => el("th", { scope: "col", class: `dr-${each.key}` }, each.name));
  const all = data.boxes ? el("th", { scope: "col", class: "dr-box" }, box({ key: "", said: data.boxes, ticked: data.rows.every((row) => row.box.ticked) })) : null;
  return el(
    "table",
    { class: data.boxes ? "dr-list dr-boxes" : "dr-list", "aria-label": data.label },
    el("thead", {}, el("tr", {}, all, names)),
    el("tbody", {}, data.rows.map((row) => line(row, data))),
  );
}

function line(row, data) {
  const chosen = (row.pick !== null && row.pick === data.chosen) || row.box?.ticked;
  return el(
    "tr",
    { "data-pick": data.boxes ? null : row.pick, "aria-selected": chosen ? "true" : null, class: row.late ? "dr-is-late" : null },
    row.box ? el("td", { class: "dr-box" }, box(row.box)) : null,
    data.columns.map((each) => el("td", { class: `dr-${each.key}`, "data-name": each.name }, cell(row, each.key, data))),
  );
}

function cell(row, key, data) {
  const text = row.cells[key] ?? "";
  if (key !== data.opener) return text;
  if (row.href) return el("a", { href: row.href, "data-pick": row.open ?? row.pick, "aria-label": row.said }, text);
  return row.pick === null ? text : el("button", { type: "button", "data-pick": row.pick, "aria-label": row.said }, text);
}

function box({ key, said, ticked }) {
  const made = el("input", { type: "checkbox", "aria-label": said, "data-box": key });
  made.checked = ticked;
  return made;
}

/** A plain click on a link is answered without loading the page anew; with a key held down the browser does its own. */
function onLinks(root) {
  const picks = root.onclick;
  root.onclick = (event) => {
    if (event.target.closest("a[href]")) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
    }
    picks(event);
  };
}

/** Ticked boxes are told all together; a click anywhere in a row ticks its box. Arrow keys walk from box to box, Enter
 * goes on to the form beside the list, and so does whoever ticks with a mouse. */
function onBoxes(root, { setTriggerValue }) {
  const rows = () => [...root.querySelectorAll("tbody input[data-box]")];
  const tell = () => setTriggerValue("picked", `ticked:${rows().filter((each) => each.checked).map((each) => each.dataset.box).join(",")}`);
  root.onchange = (event) => {
    if (event.target.dataset.box === "") rows().forEach((each) => (each.checked = event.target.checked));
    tell();
  };
  const before = root.onclick;
  root.onclick = (event) => {
    const row = event.target.closest("tbody tr");
    if (!row || event.target.closest("a, button, input") || window.getSelection()?.type === "Range") return before(event);
    const own = row.querySelector("input[data-box]");
    own.checked = !own.checked;
    tell();
  };
  root.onpointerup = (event) => (window.drToForm = event.pointerType === "mouse" && event.target.closest("tbody tr") !== null && !event.target.closest("a, button"));
  root.onkeydown = (event) => {
    if (event.target.dataset.box === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    const all = [...root.querySelectorAll("input[data-box]")];
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) all[all.indexOf(event.target) + step]?.focus();
    else if (event.key === "Enter") toForm(event.target, tell);
    else return;
    event.preventDefault();
  };
}

/** A row that is not ticked yet is ticked first; its form takes the keyboard as soon as it is drawn. */
function toForm(box, tell) {
  const form = document.querySelector(".st-key-today_side :is(textarea, input)");
  if (box.checked && form) return form.focus();
  window.drToForm = true;
  box.checked = true;
  tell();
}
