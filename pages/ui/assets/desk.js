// The keyboard of a form: the first field has the focus once; Ctrl+S leaves the field that is being typed in before it
// saves, so that its last words are saved too; whoever pauses while typing has the text kept without leaving the field.
const LEAVING = 60; // milliseconds until a field that was left has told the server
const PAUSE = 4000; // milliseconds without a letter

export default function ({ data }) {
  focusOnce(data);
  const onKey = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || event.altKey || event.shiftKey) return;
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
