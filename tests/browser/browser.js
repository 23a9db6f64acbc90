/* The browser: Debian's Chromium, without background network traffic. The full browser makes its whole
 * interface even when it is headless, and takes twice the time of its headless shell. To it, plain.test
 * is this machine by a name for which plain HTTP is not secure. */

export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";

export const FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--host-resolver-rules=MAP plain.test 127.0.0.1",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
