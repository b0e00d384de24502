// Functions that run within the page: what a user sees of an editor, as data. Each stands alone,
// since only its own text gets there.

export function hasFocus(editor) {
  return document.querySelector(editor)?.contains(document.activeElement) ?? false;
}

/** The item of the status bar turns while the server starts. */
export function isChecked() {
  const item = document.querySelector('.statusbar-item[id*="cmglint.status"]');
  return item !== null && item.querySelector(".codicon-modifier-spin") === null;
}

/** The prompt may already ask for something else, or be gone. */
export function asksForCommand() {
  const input = document.querySelector(".quick-input-widget input");
  return input?.checkVisibility() === true && input.value.startsWith(">");
}

export function lines(editor) {
  const found = {};
  const numbers = new Map();
  for (const number of document.querySelectorAll(`${editor} .margin .line-numbers`)) {
    numbers.set(Math.round(number.getBoundingClientRect().top), Number(number.textContent));
  }
  for (const line of document.querySelectorAll(`${editor} .view-lines > .view-line`)) {
    const number = numbers.get(Math.round(line.getBoundingClientRect().top));
    if (number !== undefined) {
      found[number] = line.textContent.replaceAll("\u00a0", " ").replaceAll("\u200b", "");
    }
  }
  return found;
}

export function squiggles(editor) {
  const top = (element) => Math.round(element.getBoundingClientRect().top);
  const lines = [...document.querySelectorAll(`${editor} .view-lines > .view-line`)];
  const numbers = [...document.querySelectorAll(`${editor} .margin .line-numbers`)];
  const found = [];
  for (const squiggle of document.querySelectorAll(`${editor} .view-overlays [class*="squiggly-"]`)) {
    const box = squiggle.getBoundingClientRect();
    const line = lines.find((it) => Math.abs(top(it) - Math.round(squiggle.parentElement.getBoundingClientRect().top)) <= 1);
    const number = numbers.find((it) => line !== undefined && Math.abs(top(it) - top(line)) <= 1);
    if (line === undefined || number === undefined) {
      continue;
    }
    let text = "";
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (let at = 0; at < node.length; at += 1) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const letter = range.getBoundingClientRect();
        const middle = (letter.left + letter.right) / 2;
        text += middle > box.left && middle < box.right ? node.data[at] : "";
      }
    }
    const severity = /squiggly-(\w+)/.exec(squiggle.className)[1];
    found.push({ line: Number(number.textContent), severity, text: text.replaceAll("\u00a0", " ") });
  }
  return found;
}
