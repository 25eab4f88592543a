// Numbers with their unit, their whole, their definition on request, and the way to their cases.
import { el, onPick, redraw } from "./dom.js";

export default function (component) {
  const { data } = component;
  const root = redraw(component, el("div", { class: `dr-figures`, role: "group", "aria-label": data.label }, data.figures.map((each) => figure(each, data))));
  onPick(root, component);
  root.onkeydown = (event) => event.key === "Escape" && root.querySelectorAll("details[open]").forEach((each) => (each.open = false));
}

function figure(each, data) {
  const inside = [
    el("span", { class: "dr-label" }, each.mark ? el("span", { class: "dr-mark", "aria-hidden": "true" }, each.mark) : null, each.label),
    el("span", { class: "dr-value" }, each.sign ? el("span", { class: "dr-sign" }, each.sign) : null, each.value, el("span", { class: "dr-unit" }, each.unit)),
    each.note ? el("span", { class: "dr-note" }, each.note) : null,
  ];
  const pressed = each.pick && each.pick === data.chosen;
  const body = each.pick
    ? el("button", { type: "button", class: "dr-body", "data-pick": each.pick, "aria-pressed": pressed ? "true" : "false", title: each.opens }, ...inside)
    : el("div", { class: "dr-body" }, ...inside);
  return el("div", { class: `dr-figure dr-${each.tone}${each.first ? " dr-first" : ""}` }, body, each.definition ? definition(each, data) : null);
}

function definition(each, data) {
  return el("details", { class: "dr-definition", name: "dr-definition" }, el("summary", { "aria-label": `${data.asks} ${each.label}`, title: data.asks }, "?"), el("p", {}, each.definition));
}
