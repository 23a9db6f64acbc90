/* Searching while typing. */

import assert from "node:assert/strict";
import { layoutsForced } from "./measuring.js";
import { bar, filled, focused, lines, named, rows, says, search, story } from "./stage.js";

/* Delays a search until release() is called; `asked` resolves when the page has sent it. */
async function hold(page, query) {
    let release;
    const released = new Promise((resolve) => (release = resolve));
    const asked = new Promise((resolve) => {
        page.route(`**/api/v1/search?q=${query}&*`, async (route) => {
            resolve();
            await released;
            await route.continue().catch(() => {}); // the page may have aborted it
        });
    });
    return { asked, release };
}

story("typing finds the 33 black chess pieces", async (page, site) => {
    await page.goto(named(site));
    await page.locator("#query").pressSequentially("chess black");
    await says(page, "#status", "33 matches for 'chess black'");
    await filled(page);
    const found = await rows(page);
    assert.equal(await lines(page), 33);
    assert.deepEqual(found.find(([glyph]) => glyph === "♚"), ["♚", "U+265A", "BLACK CHESS KING"]);
    assert.equal(await bar(page), null);
    assert.match(await page.title(), /^33 matches for 'chess black'/);
    const king = page.locator(".line").filter({ hasText: "BLACK CHESS KING" });
    assert.deepEqual(await king.locator(".name mark").allTextContents(), ["BLACK CHESS"]);
    await says(page, ".line:first-child .facts", "symbol Miscellaneous Symbols");
});

story("the field has the focus from the start", async (page, site) => {
    await page.goto(named(site));
    await page.keyboard.type("sunflower");
    await says(page, "#status", "1 match for 'sunflower'");
});

story("keys in quick succession make one request", async (page, site) => {
    await page.goto(named(site));
    const asked = [];
    page.on("request", (request) => {
        if (request.url().includes("/api/v1/search"))
            asked.push(new URL(request.url()).searchParams.get("q"));
    });
    await page.locator("#query").evaluate((field) => {
        for (const letter of "cat face") {
            field.value += letter;
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }
    });
    await says(page, "#status", "10 matches for 'cat face'");
    assert.deepEqual(asked, ["cat face"]);
});

story("a key does not lay out the page, and changes no row at once", async (page, site) => {
    await page.goto(named(site, "sun"));
    await search(page, "sunflower"); // lays out a line of this shape, which is measured once
    await says(page, "#status", /for 'sunflower'/);
    await filled(page);
    await search(page, "sunf");
    await says(page, "#status", /for 'sunf'/);
    await page.evaluate(() => {
        const field = document.querySelector("#query");
        const changes = new MutationObserver(() => {});
        changes.observe(document.querySelector("#list"), { subtree: true, childList: true, characterData: true });
        window.keys = 0;
        window.changed = 0;
        addEventListener("keydown", () => changes.takeRecords(), { capture: true });
        field.addEventListener("input", () => {
            window.keys += 1;
            window.changed += changes.takeRecords().length;
        });
    });
    const forced = await layoutsForced(page, async () => {
        for (const key of "lower") {
            await page.locator("#query").press(key);
            await page.waitForTimeout(150); // for its rows
        }
        await says(page, "#status", /for 'sunflower'/);
        await filled(page);
    });
    assert.equal(await page.evaluate(() => window.keys), 5);
    assert.equal(await page.evaluate(() => window.changed), 0);
    assert.deepEqual(forced, []);
});

story("rows are filled a few at a time, and none is copied in place of another", async (page, site) => {
    await page.addInitScript(() => { // however fast it is, the time for rows is over after the first
        let passed = 1e6; // later than any frame
        performance.now = () => (passed += 20);
    });
    await page.goto(named(site, "star"));
    await filled(page);
    await page.evaluate(() => {
        const grid = document.querySelector("#grid");
        window.most = 0; // lines that were filled in one task
        window.tasks = 0;
        window.clicked = null;
        new MutationObserver((changes) => {
            const lines = new Set(changes.map(({ target }) => target.parentElement?.closest(".line")).filter(Boolean));
            window.most = Math.max(window.most, lines.size);
            window.tasks += lines.size > 0 ? 1 : 0;
            if (grid.ariaBusy === "true" && window.clicked === null) { // the last line has still its old row
                window.clicked = grid.lastElementChild.querySelector(".name").textContent;
                grid.lastElementChild.querySelector(".entry").click();
            }
        }).observe(grid, { subtree: true, childList: true, characterData: true });
    });
    await search(page, "moon");
    await says(page, "#status", /for 'moon'/);
    await filled(page);
    const { most, tasks, clicked } = await page.evaluate(() => ({ most: window.most, tasks: window.tasks, clicked: window.clicked }));
    assert.equal(most, 1);
    assert.ok(tasks > 8, `${tasks} tasks`);
    assert.match(clicked, /STAR/);
    assert.equal(await page.locator(".toast.shown").count(), 0);
    const found = await rows(page);
    assert.ok(found.length > 8 && found.every(([, , name]) => !/STAR/.test(name)), String(found));
});

/* Chromium lays out a page in which a field has the focus before it calls the scripts of a frame. */
story("what a frame takes is measured with its layout, and not at all if a key came first", async (page, site) => {
    await page.goto(named(site));
    assert.equal(await focused(page), "query");
    const measure = (key) => page.evaluate(async (pressed) => {
        const { afterFrame } = await import(new URL("base/frames.js", document.querySelector("script[type=module]").src));
        const much = document.createElement("p");
        much.textContent = "many words ".repeat(20_000);
        const laidOut = () => {
            much.remove();
            document.body.append(much);
            const begun = performance.now();
            return much.offsetHeight > 0 && performance.now() - begun;
        };
        const layout = Math.min(laidOut(), laidOut(), laidOut());
        much.remove();
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        document.body.append(much);
        const frame = new Promise((resolve) => afterFrame(resolve));
        if (pressed)
            document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
        const measured = await frame;
        much.remove();
        return { layout, measured };
    }, key);
    const { layout, measured } = await measure(false);
    assert.ok(measured > layout / 2, `${measured} ms, of which layout takes ${layout} ms`);
    assert.ok(Number.isNaN((await measure(true)).measured));
});

story("the grid learns for itself how much fits into a frame", async (page, site) => {
    await page.goto(named(site, "letter"));
    await filled(page);
    await page.waitForTimeout(500); // rows outside of the window, too
    for (const query of ["greek", "latin", "cyrillic"]) { // many rows fit, a row each
        await search(page, query);
        await filled(page);
        await page.waitForTimeout(300);
    }
    await page.evaluate(() => {
        window.first = 0; // lines that the first slice of the grid filled
        new MutationObserver(() => {
            window.first ||= document.querySelectorAll("#grid.cells .line").length;
        }).observe(document.querySelector("#results"), { subtree: true, childList: true });
    });
    await page.locator("button.view").last().click();
    await page.waitForFunction(() => window.first > 0);
    const first = await page.evaluate(() => window.first);
    assert.ok(first <= 2, `${first} lines`);
});

/* How much of the page changes in one task: what is laid out in one task delays a key. */
story("filters come one group at a time, and rows outside of the window last", async (page, site) => {
    await page.goto(named(site, "star"));
    await filled(page);
    await page.locator("#facets section").nth(3).waitFor();
    await page.evaluate(() => {
        window.groups = 0; // of filters that came in one task
        window.early = []; // lines that were filled before those in the window
        new MutationObserver((changes) => {
            const came = changes.flatMap(({ addedNodes }) => [...addedNodes]).filter(({ localName }) => localName === "section");
            window.groups = Math.max(window.groups, came.length);
        }).observe(document.querySelector("#facets"), { subtree: true, childList: true });
        const fresh = new Set();
        new MutationObserver((changes) => {
            const lines = [...document.querySelectorAll("#grid .line")];
            const outside = (line) => line.getBoundingClientRect().top >= innerHeight;
            for (const { target } of changes)
                fresh.add(target.parentElement?.closest(".line"));
            for (const line of lines)
                if (outside(line) && fresh.has(line) && lines.some((other) => !outside(other) && !fresh.has(other)))
                    window.early.push(line.textContent);
        }).observe(document.querySelector("#grid"), { subtree: true, childList: true, characterData: true });
    });
    await search(page, "moon");
    await says(page, "#status", /for 'moon'/);
    await filled(page);
    await says(page, "#facets", /Moon|Symbols/);
    await page.waitForFunction(() => window.groups > 0);
    assert.equal(await page.evaluate(() => window.groups), 1);
    assert.deepEqual(await page.evaluate(() => window.early), []);
});

story("the buttons of a cell are laid out when the mouse or the keyboard is there", async (page, site) => {
    await page.goto(`${site}/?query=arrow&view=grid`);
    await filled(page);
    const shown = () => page.locator(".entry button").evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
    await page.mouse.move(0, 0);
    assert.equal(await shown(), 3); // of the active cell
    await page.locator(".entry").nth(2).hover();
    assert.equal(await shown(), 6);
    await page.mouse.move(0, 0);
    await page.locator("#query").press("ArrowDown");
    assert.equal(await shown(), 3);
    await page.locator(".entry.active .pick").click();
    await page.mouse.move(0, 0);
    await page.locator("#query").press("ArrowDown");
    assert.equal(await page.locator(".entry [aria-pressed=true]").evaluateAll((all) => all.filter((one) => one.checkVisibility()).length), 1);
});

story("a superseded request is aborted, and its response not shown", async (page, site) => {
    await page.goto(named(site));
    const { asked, release } = await hold(page, "sun");
    const given = page.waitForEvent("requestfailed", (request) => request.url().includes("q=sun&"));
    await search(page, "sun");
    await asked;
    await search(page, "sunflower");
    await says(page, "#status", "1 match for 'sunflower'");
    assert.match((await given).failure().errorText, /ERR_ABORTED/);
    release();
    await page.waitForTimeout(300); // time for the old response, if it came
    await says(page, "#status", "1 match for 'sunflower'");
    assert.deepEqual(await rows(page), [["🌻", "U+1F33B", "SUNFLOWER"]]);
});

story("a response that cannot be aborted is dropped", { nightly: true }, async (page, site) => {
    await page.addInitScript(() => {
        const fetchAsIs = window.fetch; // ignores the signal
        window.fetch = (address) => fetchAsIs(address);
    });
    await page.goto(named(site));
    const { asked, release } = await hold(page, "sun");
    const late = page.waitForResponse((response) => response.url().includes("q=sun&"));
    await search(page, "sun");
    await asked;
    await search(page, "sunflower");
    await says(page, "#status", "1 match for 'sunflower'");
    release();
    await (await late).finished();
    await page.waitForTimeout(100); // time for the page to show it, if it did
    await says(page, "#status", "1 match for 'sunflower'");
    assert.deepEqual(await rows(page), [["🌻", "U+1F33B", "SUNFLOWER"]]);
});

story("rows stay until the next response", { nightly: true }, async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    const { asked, release } = await hold(page, "registered");
    await search(page, "registered");
    await asked;
    assert.equal(await page.locator("#results").getAttribute("aria-busy"), "true");
    assert.equal((await rows(page)).length, 1);
    release();
    await says(page, "#status", "1 match for 'registered'");
    assert.equal(await page.locator("#results").getAttribute("aria-busy"), "false");
    assert.deepEqual(await rows(page), [["®", "U+00AE", "REGISTERED SIGN"]]);
});

story("aliases are searched, and a flag is one row", { nightly: true }, async (page, site) => {
    await page.goto(site);
    await search(page, "nbsp");
    await says(page, ".line:first-child .name", "NO-BREAK SPACE");
    await search(page, "flag switzerland");
    await says(page, ".line:first-child .point", "U+1F1E8 U+1F1ED");
    assert.deepEqual((await rows(page))[0], ["🇨🇭", "U+1F1E8 U+1F1ED", "flag: Switzerland"]);
    assert.equal(new URL(page.url()).search, "?query=flag+switzerland");
});

story("a misspelling is corrected and reported", async (page, site) => {
    await page.goto(site);
    await search(page, "sunflowr");
    await says(page, "#status", /^No match for 'sunflowr'\. Showing results for 'sunflower': \d+ match/);
    assert.deepEqual((await rows(page))[0], ["🌻", "U+1F33B", "SUNFLOWER"]);
});

story("the corrected spelling is a link", { nightly: true }, async (page, site) => {
    await page.goto(`${site}/?query=sunflowr`);
    await page.getByRole("link", { name: "'sunflower'" }).click();
    await says(page, "#status", /^\d+ match(es)? for 'sunflower'$/);
    assert.equal(new URL(page.url()).search, "?query=sunflower");
    assert.equal(await page.locator("#query").inputValue(), "sunflower");
});

story("a row shows the text that matched if it is not the name", { nightly: true }, async (page, site) => {
    await page.goto(`${site}/?query=nbsp`);
    await says(page, ".line:first-child .why", "alias: NBSP");
    assert.deepEqual(await page.locator(".line:first-child .why mark").allTextContents(), ["NBSP"]);
    assert.equal(await page.locator(".line:first-child .name mark").count(), 0);
});

story("official names only", { nightly: true }, async (page, site) => {
    await page.goto(`${site}/?query=nbsp`);
    await page.getByLabel("Official names only").check();
    await says(page, "#status", "No match for 'nbsp'");
    assert.equal(new URL(page.url()).search, "?query=nbsp&scope=name");
    await page.goBack();
    await says(page, "#status", /^\d+ match/);
    assert.equal(await page.getByLabel("Official names only").isChecked(), false);
});

story("without results the query is quoted as in Python", { nightly: true }, async (page, site) => {
    await page.goto(named(site));
    for (const [query, quoted] of [
        ["xyzzy", "'xyzzy'"], ["xyzzy's", "\"xyzzy's\""], ["xyzzy \u200B", "'xyzzy \\u200b'"],
    ]) {
        await search(page, query);
        await says(page, "#status", `No match for ${quoted}`);
        assert.deepEqual(await rows(page), []);
        assert.equal(await bar(page), null);
    }
});

story("marks have a dotted circle, control characters their picture", { nightly: true }, async (page, site) => {
    await page.goto(named(site));
    for (const [query, glyph] of [["U+0301", "◌\u0301"], ["U+0007", "␇"], ["U+007F", "␡"]]) {
        await search(page, query);
        await says(page, "#status", `1 match for '${query}'`);
        assert.equal((await rows(page))[0][0], glyph);
    }
});

/* Counts what is shown as wrong, and how often the list was empty, from now on. */
function wrongsWatch(page) {
    return page.evaluate(() => {
        window.wrongs = [];
        new MutationObserver(() => {
            if (document.querySelector("[aria-invalid=true]") !== null)
                window.wrongs.push(`invalid: ${document.querySelector("#query").value}`);
            if (document.querySelector(".line") === null)
                window.wrongs.push(`no rows: ${document.querySelector("#query").value}`);
        }).observe(document, { subtree: true, childList: true, attributes: true });
    });
}

const UNFINISHED = { expected: /status of 422/ };

story("what is being typed is not an error, and the rows stay", UNFINISHED, async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await wrongsWatch(page);
    for (const query of ['"cat face"', "U+2600..U+26FF", "heart -black", "cat|dog"]) {
        await page.locator("#query").fill("sunflower ");
        await page.locator("#query").pressSequentially(query, { delay: 70 });
    }
    await search(page, "sunflower");
    await says(page, "#status", "1 match for 'sunflower'");
    assert.deepEqual(await page.evaluate(() => window.wrongs), []);
});

story("an error is shown after a pause, at its place, until it is corrected", UNFINISHED, async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await search(page, 'sunflower "cat fa');
    await says(page, "#problem", 'The quotation mark is still open: close it with another ".');
    assert.equal(await page.locator("#query").getAttribute("aria-invalid"), "true");
    assert.equal(await page.locator(".place mark").textContent(), '"cat fa');
    assert.equal((await rows(page)).length, 1); // of the query that the status names
    await says(page, "#status", "1 match for 'sunflower'");
    await search(page, "sunflower");
    await page.locator(".hint").waitFor({ state: "hidden" });
    assert.equal(await page.locator("#query").getAttribute("aria-invalid"), null);
    await search(page, "block:arr");
    await page.getByRole("button", { name: "Arrows 112" }).hover();
    await page.mouse.down(); // the field loses the focus: what is wrong is told, and moves nothing
    await says(page, "#problem", /./);
    await page.mouse.up();
    await says(page, "#status", "112 matches for 'block:Arrows'");
    assert.equal(await focused(page), "query");
});

/* Each kind of unfinished query: what it is called, what is marked, and a completion if there is one. */
story("what is wrong with a query is said in the reader's language", UNFINISHED, async (page, site) => {
    for (const [lang, unknown, open] of [
        ["de", "Diesen Wert für script gibt es nicht.", /^Das Anführungszeichen ist noch offen/],
        ["ja", "script にその値はありません。", /^引用符が閉じていません/],
    ]) {
        await page.goto(`${site}/?lang=${lang}`);
        for (const [query, words] of [["script:grekk", unknown], ['cat "fa', open]]) {
            await search(page, query);
            await page.locator("#query").press("Enter");
            await says(page, "#problem", words);
        }
        await page.goto(`${site}/?lang=${lang}&query=script%3Agrekk`);
        await says(page, "#problem", unknown);
    }
});

story("each kind of error has its own words", { ...UNFINISHED, nightly: true }, async (page, site) => {
    await page.goto(named(site));
    for (const [query, words, marked, completion] of [
        ['cat "fa', /quotation mark is still open/, '"fa', '"fa"'],
        ["bloc:arrows", /^Nothing is called that before a colon/, "bloc:arrows", "block:"],
        ["block:", /^Write a value after the colon\.$/, "\u2002", "CJK Unified Ideographs Extension B 42,720"],
        ["script:gre", /^There is no script of that name\.$/, "gre", /^Greek \d+$/],
        ["emoji:q", /^Write yes or no after the colon, as in emoji:yes\.$/, "q"],
        ["age:q", /^Write a version of Unicode/, "q"],
        ["plane:99", /^Write the number of a plane/, "99"],
        ["U+26ZZ", /^This code point is not complete/, "26ZZ"],
        ["hex:26", /^A code point is written without a key/, "hex:26"],
        ["cat|", /^Write another word after \|/, "|", "cat"],
        ["--cat", /^One - is enough/, "-cat"],
        ["-cat", /^This only says what to leave out/, "-cat"],
        ["U+2600..x", /^Write where the range ends/, "x"],
        ["U+2600..U+2", /^The range ends before it begins/, "U+2"],
        ["\\u{26", /^This escape is not complete/, "\\u{26"],
        ["&#", /^This reference is not complete/, "&#"],
        ["name:*", /^Write a word after the colon/, "*"],
        ['"*"', /outside of the quotation marks/, '*"'],
        ["cat *a*", /^Too many words match this: write more letters\.$/, "*a*"],
    ]) {
        await search(page, query);
        await page.locator("#query").press("Enter");
        await says(page, "#problem", words);
        assert.equal(await page.locator(".place mark").textContent(), marked, query);
        assert.equal(await focused(page), "query", query);
        if (completion !== undefined)
            await page.locator(".hint").getByRole("button", { name: completion }).waitFor();
    }
});

story("an empty field shows the start page", async (page, site) => {
    await page.goto(named(site, "sunflower"));
    await filled(page);
    await search(page, "");
    await page.getByRole("heading", { name: / characters of Unicode / }).waitFor();
    assert.deepEqual(await rows(page), []);
    await says(page, "#status", "");
    assert.equal(await bar(page), null);
    assert.equal(new URL(page.url()).search, "?scope=name");
});

story("markup in a query is shown as text", async (page, site) => {
    const hostile = '<img src=x onerror=alert(1)> &amp; xyzzy';
    await page.goto(named(site));
    await search(page, hostile);
    await says(page, "#status", `No match for '${hostile}'`);
    await page.reload();
    await says(page, "#status", `No match for '${hostile}'`);
    assert.equal(await page.locator("img").count(), 0);
    assert.equal(await page.locator("#query").inputValue(), hostile);
});

story("an inline script is refused and reported", { expected: /Content Security Policy/ }, async (page, site, complaints) => {
    const answer = await page.goto(site);
    assert.match(answer.headers()["content-security-policy"], /default-src 'none'/);
    await page.evaluate(() => {
        const script = document.createElement("script");
        script.textContent = "document.title = 'broken'";
        document.body.append(script);
    });
    assert.notEqual(await page.title(), "broken");
    assert.equal(complaints.length, 1);
});
