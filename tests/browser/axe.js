/* What axe-core finds on a page. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const program = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/* Of WCAG 2.2 AA and good practice. */
export const ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/* The rules that colours or sizes decide, not the elements and their attributes alone. */
export const OF_THE_LOOK = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"];

/* What axe finds: "rule: element". Rows after the first are made in the same way, and each takes axe a tenth of a
 * second: some of them stand for all. */
export async function faults(page, rules) {
    if (await page.evaluate(() => window.axe === undefined))
        await page.evaluate(program);
    return page.evaluate(async (runOnly) => {
        const { violations } = await window.axe.run({ exclude: [[".line:nth-child(n + 9)"]] }, {
            resultTypes: ["violations"],
            runOnly,
        });
        return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
    }, rules);
}
