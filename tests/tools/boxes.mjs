// Looks at the boxes of all texts in a page or in a picture, and tells what is wrong with them: texts
// that overlap, texts that leave the page, words that are broken. Runs within the page.

export async function boxes() {
  await document.fonts.ready;
  const faults = [];
  // What a word of this many letters has room for in any column.
  const LONGEST_WORD = 18;
  // Less than this is what rounding does.
  const SLACK = 1.0;
  const isPicture = document.documentElement.localName === "svg";
  const pictures = isPicture ? [document.documentElement] : [...document.querySelectorAll("svg")];
  const isShown = (it) => it.checkVisibility({ contentVisibilityAuto: true }) && !it.closest(".unseen, .skip, script, style");
  const boxes = [];
  let words = 0;

  // Letters reach from the top of capitals to below the baseline; a box of a browser is as high as
  // the typeface, and higher.
  const box = (rect, baseline, size, text) => ({
    left: rect.left, right: rect.right, top: baseline - size * 0.74, bottom: baseline + size * 0.2, text,
  });

  for (const svg of pictures.filter(isShown)) {
    const frame = svg.getBoundingClientRect();
    const scale = frame.width / svg.viewBox.baseVal.width;
    const solid = [...svg.querySelectorAll("rect, circle")].map((it) => it.getBoundingClientRect());
    for (const it of svg.querySelectorAll("text")) {
      const text = it.textContent.trim();
      if (!text) continue;
      const size = parseFloat(it.getAttribute("font-size")) * scale;
      const baseline = frame.top + parseFloat(it.getAttribute("y")) * scale;
      const letters = box(it.getBoundingClientRect(), baseline, size, text);
      boxes.push(letters);
      const { left, right, top, bottom } = letters;
      if (left < frame.left - SLACK || right > frame.right + SLACK || top < frame.top - SLACK || bottom > frame.bottom + SLACK) {
        faults.push(`leaves its picture: ${text} from ${Math.round(left - frame.left)} to ${Math.round(right - frame.left)} of ${Math.round(frame.width)}`);
      }
      for (const other of solid) {
        const isBehind = other.left < right - SLACK && left + SLACK < other.right && other.top < bottom - SLACK && top + SLACK < other.bottom;
        const isAround = other.left <= left + SLACK && right <= other.right + SLACK && other.top <= top + SLACK && bottom <= other.bottom + SLACK;
        if (isBehind && !isAround) faults.push(`stands on the edge of a mark: ${text}`);
      }
    }
  }

  const nodes = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (!isPicture && nodes.nextNode()) {
    const node = nodes.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("svg, head") || !isShown(parent)) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].filter((it) => it.width > 0);
    const scroller = parent.closest("div.table");
    for (const line of lines) {
      const baseline = line.top + line.height / 2 + size * 0.36;
      boxes.push({ ...box(line, baseline, size, node.data.trim().slice(0, 60)), parent });
      if (!scroller && (line.left < -SLACK || line.right > innerWidth + SLACK)) faults.push(`leaves the page: ${node.data.trim().slice(0, 60)}`);
    }
    for (const word of node.data.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
      words += 1;
      if (lines.length < 2 || word[0].length < 2 || word[0].length > LONGEST_WORD) continue;
      // Ideographs and such are words of one letter; a line may end behind each.
      if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(word[0])) continue;
      // A part of what is longer than any word.
      const around = node.data.slice(0, word.index).match(/\S*$/)[0] + node.data.slice(word.index).match(/^\S*/)[0];
      if (around.length > LONGEST_WORD && /[\p{L}\p{M}\p{N}]{19}/u.test(around)) continue;
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const parts = new Set([...range.getClientRects()].filter((it) => it.width > 0).map((it) => Math.round(it.top)));
      if (parts.size > 1) faults.push(`breaks the word ${word[0]} in ${node.data.trim().slice(0, 60)}`);
    }
  }

  boxes.sort((one, other) => one.top - other.top);
  for (const [at, one] of boxes.entries()) {
    for (let next = at + 1; next < boxes.length && boxes[next].top < one.bottom - SLACK; next += 1) {
      const other = boxes[next];
      if (one.left < other.right - SLACK && other.left < one.right - SLACK) {
        faults.push(`overlap: ${one.text} | ${other.text}`);
      }
    }
  }
  return { faults: [...new Set(faults)], boxes: boxes.length, words };
}
