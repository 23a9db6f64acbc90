/* nginx before the daemon, which serves the page below /charfinder/ and strips that path. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const configuration = (folder, port, site) => `
daemon off;
master_process off;
pid ${folder}/pid;
error_log stderr crit;
events { worker_connections 128; }
http {
    access_log off;
    client_body_temp_path ${folder}/body;
    proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/fastcgi;
    uwsgi_temp_path ${folder}/uwsgi;
    scgi_temp_path ${folder}/scgi;
    server {
        listen 127.0.0.1:${port};
        location = / { return 200 "another service\\n"; }
        location = /favicon.ico { return 204; }
        location /charfinder/ { proxy_pass ${site}/; }
    }
}
`;

async function freePort() {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const { port } = probe.address();
    probe.close();
    await once(probe, "close");
    return port;
}

async function listens(site, nginx) {
    for (;;) {
        assert.equal(nginx.exitCode, null, "nginx ended: is the package nginx installed?");
        if (await fetch(site).then(({ ok }) => ok, () => false))
            return;
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}

/* Calls visit(address), the host's address without a final slash, while nginx runs. */
export async function below(site, visit) {
    const folder = await mkdtemp(path.join(tmpdir(), "charfinder-nginx-"));
    const port = await freePort();
    const file = path.join(folder, "configuration");
    await writeFile(file, configuration(folder, port, site));
    const environment = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
    const nginx = spawn("nginx", ["-e", "stderr", "-c", file], { stdio: "inherit", env: environment });
    const ended = once(nginx, "exit");
    try {
        await listens(`http://127.0.0.1:${port}`, nginx);
        await visit(`http://127.0.0.1:${port}`);
    } finally {
        nginx.kill("SIGTERM");
        await ended;
        await rm(folder, { recursive: true });
    }
}
