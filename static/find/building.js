/* While the index is being built: asks how far it is. */

import { apiGet, Problem } from "../base/api.js";
import { say } from "../base/messages_later.js";

const BUILD_POLL = 500; // milliseconds between polls

/* Calls tell(percent) or fail(problem) until the index is built. */
export async function indexAwait(tell, fail) {
    for (;;) {
        try {
            const { state, progress } = await apiGet("status");
            if (state === "ready")
                return;
            if (state === "building")
                tell(progress);
            else
                fail(new Problem(503, say("api.unbuilt")));
        } catch (problem) {
            fail(problem);
        }
        await new Promise((resolve) => setTimeout(resolve, BUILD_POLL));
    }
}
