// A button that puts a text on the clipboard, also where the page came over plain HTTP from another PC of the office.
export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".dr-root");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "dr-copy";
  button.textContent = data.label;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.onclick = async () => {
    said.textContent = (await copied(data.text)) ? data.done : data.failed;
  };
  root.replaceChildren(button, said);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byHand(text);
  }
}

/** Browsers keep the clipboard from pages that did not come over TLS; a selected text may still be copied. */
function byHand(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
  }
}
