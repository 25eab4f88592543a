// The keyboard of a form: the first field has the focus once; Ctrl+S leaves the field that is being typed in before it
// saves, so that its last words are saved too; whoever pauses while typing has the text kept without leaving the field.
const LEAVING = 60; // milliseconds until a field that was left has told the server
const WAIT = 100; // milliseconds between two looks for a field that is not drawn yet
const WAITS = 100;
const PAUSE = 4000; // milliseconds without a letter

export default function ({ data }) {
  if (!focusAsked(data)) focusOnce(data);
  const onKey = (event) => {
    if (!isSave(event, data)) return;
    event.preventDefault();
    if (event.repeat) return;
    document.activeElement?.blur();
    setTimeout(() => document.querySelector(data.save)?.click(), LEAVING);
  };
  let pausing = 0;
  const onInput = (event) => {
    clearTimeout(pausing);
    pausing = setTimeout(() => keep(event.target), PAUSE);
  };
  document.addEventListener("keydown", onKey);
  document.addEventListener("input", onInput);
  return () => {
    clearTimeout(pausing);
    document.removeEventListener("keydown", onKey);
    document.removeEventListener("input", onInput);
  };
}

/** Ctrl+S, or Enter in the line that says so; not the Enter that keeps a text whose typist pauses. */
function isSave(event, data) {
  if (event.altKey || event.shiftKey || event.isComposing) return false;
  const held = event.ctrlKey || event.metaKey;
  if (event.key === "Enter") return event.isTrusted && !held && Boolean(data.enter) && event.target === document.querySelector(data.enter);
  return held && event.key.toLowerCase() === "s";
}

/** Whoever came from a list that this form stands beside goes on in its first field. */
function focusAsked(data) {
  if (!data.said || !window.drToForm) return false;
  window.drFocused = data.form;
  toFirst(data.first, WAITS);
  return true;
}

/** The field may be drawn later than this, and drawn anew once more. */
function toFirst(selector, waits) {
  const field = document.querySelector(selector);
  if (field && window.drToForm) {
    window.drToForm = false;
    field.focus({ preventScroll: true });
    setTimeout(() => document.activeElement === document.body && document.querySelector(selector)?.focus({ preventScroll: true }), 3 * WAIT);
  } else if (waits <= 0) window.drToForm = false;
  else if (window.drToForm) setTimeout(() => toFirst(selector, waits - 1), WAIT);
}

/** What these keys do by hand: tell the server the text, and go on typing. */
function keep(field) {
  if (field !== document.activeElement) return;
  const long = field.closest("[data-testid=stTextArea]");
  if (!long && !field.closest("[data-testid=stTextInput]")) return;
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: Boolean(long), bubbles: true }));
}

function focusOnce(data) {
  if (window.drFocused === data.form) return;
  const field = document.querySelector(data.first);
  if (!field || (document.activeElement && document.activeElement !== document.body)) return;
  window.drFocused = data.form;
  field.focus({ preventScroll: true });
}
