() => {
  const SLACK = 2; // px
  const style = (element) => getComputedStyle(element);
  const parents = (element) => {
    const found = [];
    // What the page itself hides while a dialog is open is the window's.
    for (let each = element; each && each !== document.body; each = each.parentElement) found.push(each);
    return found;
  };
  const cut = (box, by) => {
    const left = Math.max(box.left, by.left), right = Math.min(box.right, by.right);
    const top = Math.max(box.top, by.top), bottom = Math.min(box.bottom, by.bottom);
    return right - left > 0 && bottom - top > 0 ? { left, right, top, bottom } : null;
  };
  const width = ({ left, right }) => right - left;
  const height = ({ top, bottom }) => bottom - top;
  const hides = (element) => /hidden|clip/.test(style(element).overflowX) || /hidden|clip/.test(style(element).overflowY);
  const scrolls = (element) => /auto|scroll/.test(style(element).overflowX + style(element).overflowY);
  const forReaders = (element) => parents(element).some((each) => style(each).clipPath === "inset(50%)");
  const whole = (element) => parents(element).some((each) => each.title || each.getAttribute("aria-label"));
  const isOpaque = (element) => !/rgba\(.*, 0\)/.test(style(element).backgroundColor);
  const faults = [];
  const texts = [];

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || forReaders(element)) continue;
    if (parents(element).some((each) => each.inert || each.matches("[data-react-aria-hidden], [inert]"))) continue;
    const range = document.createRange();
    // A word that would have room on a line of its own anywhere but here.
    for (const word of node.data.matchAll(/(?<!\S)[\p{L}\p{N}]{2,15}(?!\S)/gu)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].filter((box) => width(box) >= 1).map(({ top }) => Math.round(top)));
      if (lines.size > 1) faults.push(`broken: ${word[0]}, ${element.tagName} ${element.className}`);
    }
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (width(box) < 1 || height(box) < 1) continue;
      let seen = { left: box.left, right: box.right, top: box.top, bottom: box.bottom };
      let isCut = false;
      for (const each of parents(element)) {
        if (!hides(each) && !scrolls(each)) continue;
        const inside = each.getBoundingClientRect();
        const left = cut(seen, inside);
        if (!left || width(left) < width(seen) - SLACK || height(left) < height(seen) - SLACK) {
          const ellipsis = style(each).textOverflow === "ellipsis" && whole(each);
          // What is scrolled away is not cut; what is hidden for good is.
          isCut ||= !scrolls(each) && !ellipsis;
        }
        seen = left;
        if (!seen) break;
      }
      if (isCut) faults.push(`cut: ${node.data.trim().slice(0, 60)}, ${element.tagName} ${element.className}`);
      const inWindow = seen && cut(seen, { left: 0, top: 0, right: innerWidth, bottom: innerHeight });
      if (!inWindow) continue;
      const x = (inWindow.left + inWindow.right) / 2, y = (inWindow.top + inWindow.bottom) / 2;
      const on = document.elementFromPoint(x, y);
      // Under a dialog, or scrolled under what stays: not seen through it.
      if (!on || parents(on).some((each) => !each.contains(element) && isOpaque(each) && !element.contains(each))) continue;
      texts.push({ element, words: node.data.trim().slice(0, 60), box: inWindow });
    }
  }
  for (const [index, one] of texts.entries()) {
    for (const other of texts.slice(index + 1)) {
      if (one.element === other.element) continue;
      const both = cut(one.box, other.box);
      if (both && width(both) > SLACK && height(both) > SLACK * 2) faults.push(`overlap: ${one.words} / ${other.words}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`sideways: the page, ${document.documentElement.scrollWidth}`);
  for (const element of document.querySelectorAll("*")) {
    const isTable = element.matches("[role=grid]") || element.querySelector("table, [role=grid]");
    if (!isTable && /auto|scroll/.test(style(element).overflowX) && element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
      faults.push(`sideways: ${element.tagName} ${element.className}`);
  }
  return [...new Set(faults)];
}
