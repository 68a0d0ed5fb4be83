/** Of a page that waits for nothing: its times on the clock of whoever reads. */

import { one } from "./find.js";
import { here } from "./times.js";

here(one("main").dataset);
