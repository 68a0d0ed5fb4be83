import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const SHEETS = globSync("src/**/*.module.css");
const USED = new Map(SHEETS.map((sheet) => [sheet, new Set<string>()]));

for (const file of globSync("src/**/*.{ts,tsx}")) {
  const source = readFileSync(file, "utf8");
  for (const [, name = "", path = ""] of source.matchAll(/^import (\w+) from "(.+\.module\.css)";$/gm)) {
    for (const [, used = ""] of source.matchAll(new RegExp(`(?<![\\w./])${name}\\.(\\w+)`, "g"))) {
      USED.get(join(dirname(file), path))?.add(used);
    }
  }
}

/** TypeScript does not know what a style sheet names. */
test.each(SHEETS)("each class of %s is used, and each that is used is there", (sheet) => {
  const selectors = readFileSync(sheet, "utf8").replace(/\/\*[^]*?\*\/|\{[^{}]*\}/g, "");
  const named = new Set([...selectors.matchAll(/\.([a-zA-Z]\w*)/g)].map(([, name]) => name));
  expect([...named].sort()).toEqual([...(USED.get(sheet) ?? [])].sort());
});
