/*
 * The text of the start page. A page with results is served without it, because text browsers show
 * hidden elements too, so it is fetched when first needed.
 */

const intro = document.querySelector("#intro");

export async function introShow() {
    intro.hidden = false;
    return introFetch();
}

export function introHide() {
    intro.hidden = true;
}

/* Returns the section with its text, or empty if it cannot be fetched: the field is enough. */
export async function introFetch() {
    if (intro.querySelector("h2") === null) {
        const text = await fetch("/").then((response) => response.text()).catch(() => "");
        const page = new DOMParser().parseFromString(text, "text/html");
        intro.replaceChildren(...(page.querySelector("#intro")?.childNodes ?? []));
    }
    return intro;
}
