/* Measurements in the browser: bytes on the wire, paints, layout shifts, latencies. */

/* Records what the page loads. Returns a function that lists { path, bytes, head }: the bytes of the
 * body on the wire, compressed if they are, and those of the headers. */
export async function wireWatch(page) {
    const session = await page.context().newCDPSession(page);
    const loaded = new Map();
    await session.send("Network.enable");
    session.on("Network.requestWillBeSent", ({ requestId, request }) =>
        loaded.set(requestId, { path: new URL(request.url).pathname, bytes: 0, head: 0 }));
    session.on("Network.responseReceived", ({ requestId, response }) => {
        if (loaded.has(requestId))
            loaded.get(requestId).head = response.encodedDataLength;
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
        const one = loaded.get(requestId);
        if (one !== undefined)
            one.bytes = encodedDataLength - one.head;
    });
    return () => [...loaded.values()];
}

/* Layout shifts without user input since the page started: their sum, and what moved. */
export function shifts(page) {
    return page.evaluate(() => new Promise((resolve) => {
        const observer = new PerformanceObserver(() => {});
        observer.observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => {
            const found = observer.takeRecords().filter(({ hadRecentInput }) => !hadRecentInput);
            resolve({
                sum: found.reduce((sum, { value }) => sum + value, 0),
                what: found.flatMap(({ sources }) => sources.map(({ node }) =>
                    `${node?.nodeName} ${node?.id ?? ""} ${node?.className ?? ""}`)),
            });
        }));
    }));
}

/* Milliseconds to the first contentful paint. */
export function firstPaint(page) {
    return page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
}

/* Records the duration of every keystroke event, from the key to the next paint. */
export function keystrokesWatch(page) {
    return page.evaluate(() => {
        window.keystrokes = [];
        new PerformanceObserver((list) => window.keystrokes.push(...list.getEntries()
            .filter(({ name }) => name.startsWith("key") || name === "input").map(({ duration }) => duration)))
            .observe({ type: "event", durationThreshold: 16, buffered: true });
    });
}

/* The page's own heap in megabytes, after collection. */
export async function heapOf(page) {
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    await session.detach();
    return usedSize / 2 ** 20;
}

/* Drags the scroll bar through the whole list in that many frames. Returns { frames, labels }: how long each took
 * in milliseconds, and what was said about where one is. */
export function dragged(page, frames) {
    return page.evaluate((count) => new Promise((resolve) => {
        const end = document.documentElement.scrollHeight - innerHeight;
        const labels = new Set();
        const times = [];
        const step = (now) => {
            times.push(now);
            scrollTo(0, end * (times.length - 1) / count);
            labels.add(document.querySelector(".whereabouts:not([hidden])")?.textContent);
            if (times.length <= count)
                requestAnimationFrame(step);
            else
                resolve({ frames: times.slice(1).map((time, i) => time - times[i]), labels: [...labels] });
        };
        requestAnimationFrame(step);
    }), frames);
}

/* The browser's trace of what happens while act() runs, in these categories. */
async function traceOf(page, categories, act) {
    const session = await page.context().browser().newBrowserCDPSession();
    const events = [];
    session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
    await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: {
        includedCategories: categories, excludedCategories: ["*"] } });
    await act();
    const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await complete;
    await session.detach();
    return events;
}

/* How long the tasks of the page took while act() ran, in milliseconds of CPU time: so it depends less on what else
 * the machine does. */
export async function tasksOf(page, act) {
    const events = await traceOf(page, ["toplevel", "devtools.timeline"], act);
    const threadOf = ({ pid, tid }) => `${pid} ${tid}`;
    const layouts = events.filter(({ name }) => name === "UpdateLayoutTree").map(threadOf);
    const own = new Set(layouts); // only pages are laid out, and there is one
    const tasks = [];
    for (const one of events.filter((event) => event.name === "ThreadControllerImpl::RunTask" && own.has(threadOf(event)))
        .sort((a, b) => a.ts - b.ts))
        if (tasks.length === 0 || one.ts >= tasks.at(-1).ts + tasks.at(-1).dur) // not within another one
            tasks.push(one);
    return tasks.map(({ tdur }) => tdur / 1000);
}

/* What scripts made the browser lay out while act() ran, because they measured what they had changed: a list of
 * the places in the scripts. Layouts before a frame are not among them. */
export async function layoutsForced(page, act) {
    const events = await traceOf(page, ["devtools.timeline", "disabled-by-default-devtools.timeline.stack"], act);
    return events.filter(({ name, args }) => name === "Layout" && args.beginData?.stackTrace?.length > 0)
        .map(({ args }) => args.beginData.stackTrace
            .map(({ functionName, url, lineNumber }) => `${functionName}@${url.split("/").at(-1)}:${lineNumber}`).join(" < "));
}
