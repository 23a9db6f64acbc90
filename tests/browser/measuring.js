/* What a browser can tell about speed and weight: bytes on the wire, paints, shifts, latencies. */

/* Begins to count what the page loads; a list of { path, bytes } when asked. The bytes are those on
 * the wire: compressed where they come so, and with their headers. */
export async function wireWatch(page) {
    const session = await page.context().newCDPSession(page);
    const loaded = new Map();
    await session.send("Network.enable");
    session.on("Network.requestWillBeSent", ({ requestId, request }) =>
        loaded.set(requestId, { path: new URL(request.url).pathname, bytes: 0 }));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
        if (loaded.has(requestId))
            loaded.get(requestId).bytes = encodedDataLength;
    });
    return () => [...loaded.values()];
}

/* Everything that moved by itself since the page began: the sum of its shifts, and what moved. */
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

/* Keeps the duration of every keystroke's event, from the key to the next paint. */
export function keystrokesWatch(page) {
    return page.evaluate(() => {
        window.keystrokes = [];
        new PerformanceObserver((list) => window.keystrokes.push(...list.getEntries()
            .filter(({ name }) => name.startsWith("key") || name === "input").map(({ duration }) => duration)))
            .observe({ type: "event", durationThreshold: 16, buffered: true });
    });
}
