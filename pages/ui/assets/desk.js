// The keyboard of a form: the first field has the focus once, and Ctrl+S leaves the field that is being typed in before
// it saves, so that its last words are saved too.
const LEAVING = 60; // milliseconds until a field that was left has told the server

export default function ({ data }) {
  focusOnce(data);
  const onKey = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (event.repeat) return;
    document.activeElement?.blur();
    setTimeout(() => document.querySelector(data.save)?.click(), LEAVING);
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}

function focusOnce(data) {
  if (window.drFocused === data.form) return;
  const field = document.querySelector(data.first);
  if (!field || (document.activeElement && document.activeElement !== document.body)) return;
  window.drFocused = data.form;
  field.focus({ preventScroll: true });
}
