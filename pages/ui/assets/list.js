// Cases, one row each; a row opens its case. On a narrow place a row becomes a card.
import { el, onPick, redraw } from "./dom.js";

export default function (component) {
  const { data } = component;
  const root = redraw(component, table(data));
  onPick(root, component);
}

function table(data) {
  return el(
    "table",
    { class: "dr-list", "aria-label": data.label },
    el("thead", {}, el("tr", {}, data.columns.map((each) => el("th", { scope: "col", class: `dr-${each.key}` }, each.name)))),
    el("tbody", {}, data.rows.map((row) => line(row, data))),
  );
}

function line(row, data) {
  const chosen = row.pick !== null && row.pick === data.chosen;
  return el(
    "tr",
    { "data-pick": row.pick, "aria-selected": chosen ? "true" : null, class: row.late ? "dr-is-late" : null },
    data.columns.map((each) => el("td", { class: `dr-${each.key}`, "data-name": each.name }, cell(row, each.key, data))),
  );
}

function cell(row, key, data) {
  const text = row.cells[key] ?? "";
  if (key !== data.opener || row.pick === null) return text;
  return el("button", { type: "button", "data-pick": row.pick, "aria-label": row.said }, text);
}
