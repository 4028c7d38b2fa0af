// A button after every citation that puts it on the clipboard. Without this file the words can be selected as they are.

const SHOWN = 2000; // milliseconds for which the button says that it has copied

for (const words of document.querySelectorAll(".copied")) {
  const text = words.textContent;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = words.dataset.copy;
  button.addEventListener("click", () => copy(text, words, button));
  words.after(button);
}

async function copy(text, words, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    getSelection().selectAllChildren(words); // no clipboard without https: the words are marked, to be copied by hand
    return;
  }
  button.textContent = words.dataset.copied;
  setTimeout(() => (button.textContent = words.dataset.copy), SHOWN);
}
