// Agencies by age: every number is a button that opens its cases.
import { el, onArrows, onPick, redraw } from "./dom.js";

export default function (component) {
  const { data } = component;
  const root = redraw(component, table(data));
  onPick(root, component);
  onArrows(root);
}

function table(data) {
  const foot = data.total ? el("tfoot", {}, line(data.total, data)) : null;
  return el(
    "table",
    { class: `dr-matrix dr-${data.kind}`, "aria-label": data.label },
    el("thead", {}, el("tr", {}, data.columns.map((each) => el("th", { scope: "col", class: `dr-${each.kind}` }, each.name)))),
    el("tbody", {}, data.rows.map((row) => line(row, data))),
    foot,
  );
}

function line(row, data) {
  return el(
    "tr",
    { class: row.group ? "dr-group" : null },
    el("th", { scope: "row", class: "dr-name" }, choice(row.pick, row.said, data, row.name, row.note ? el("small", {}, row.note) : null)),
    row.cells.map((cell) => el("td", { class: `dr-${cell.kind}`, style: cell.tint ? `--dr-tint: ${cell.tint}` : null }, number(cell, data))),
    row.late ? el("td", { class: "dr-late" }, late(row.late, data)) : null,
  );
}

function late({ pick, text, said, over, rest }, data) {
  const track = el(
    "span",
    { class: "dr-track", "aria-hidden": "true" },
    el("span", { class: "dr-over", style: `width: ${over}%` }),
    el("span", { class: "dr-rest", style: `width: ${rest}%` }),
  );
  const inside = [el("span", { class: "dr-words" }, text), over + rest > 0 ? track : null];
  return pick ? choice(pick, said, data, ...inside) : el("span", { class: "dr-still" }, ...inside);
}

function number(cell, data) {
  return cell.pick ? choice(cell.pick, cell.said, data, cell.text) : el("span", { class: "dr-none" }, cell.text);
}

function choice(pick, said, data, ...inside) {
  const pressed = pick === data.chosen;
  return el("button", { type: "button", "data-pick": pick, "aria-label": said, "aria-pressed": pressed ? "true" : "false" }, ...inside);
}
