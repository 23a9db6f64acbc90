/* What stories and measurements do with the rows. */

/* The rows in the document that are filled, as [glyph, code point, name], once none is left from the result before. */
export async function rows(page) {
    const found = await page.waitForFunction(() => // in one step: the lines are recycled at any time
        document.querySelector("#grid[aria-busy=true]") === null
        && Array.from(document.querySelectorAll("#grid .line:not(.waiting) .entry"), (item) =>
            [".glyph", ".point", ".name"].map((part) => item.querySelector(part).textContent)));
    return found.jsonValue();
}

/* The number of lines that the grid announces. */
export function lines(page) {
    return page.locator("#grid").getAttribute("aria-rowcount").then(Number);
}

/* Waits until no row in the document is a placeholder, or one of the result before. */
export function filled(page) {
    return page.waitForFunction(() => document.querySelector("#grid:not([aria-busy=true]) .line") !== null
        && document.querySelector("#grid .waiting") === null);
}

/* Scrolls the row to the upper edge, or as near as the end of the list allows, and waits until the
 * page has handled it. */
export function scrollToRow(page, index) {
    return page.evaluate((row) => new Promise((resolve) => {
        const grid = document.querySelector("#grid");
        const line = grid.firstElementChild.getBoundingClientRect().height;
        const covered = document.querySelector("header").getBoundingClientRect().bottom;
        scrollTo(0, grid.getBoundingClientRect().top + scrollY + row * line - covered);
        requestAnimationFrame(() => requestAnimationFrame(resolve));
    }), index);
}
