// Writes generated/<service>.ts out of docs/api; `check` fails where a file says otherwise.

import fs from "node:fs";

import openapi, { astToString } from "openapi-typescript";

const documents = new URL("../docs/api/", import.meta.url);
const generated = new URL("./src/api/generated/", import.meta.url);
const heading = "// Generated out of docs/api by `make write`. Not to be edited.\n\n";

let differs = false;
for (const service of ["booking", "notifications", "video-links"]) {
  const types = astToString(
    await openapi(new URL(`${service}.openapi.json`, documents), { alphabetize: true }),
  );
  const file = new URL(`${service}.ts`, generated);
  if (process.argv[2] === "write") {
    fs.writeFileSync(file, heading + types);
  } else if (!fs.existsSync(file) || fs.readFileSync(file, "utf8") !== heading + types) {
    differs = true;
    process.stderr.write(`web/src/api/generated/${service}.ts does not fit docs/api: run make write\n`);
  }
}
process.exit(differs ? 1 : 0);
