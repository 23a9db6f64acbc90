/*
 * The words of the start page. A page that began with results came without them (browsers of
 * text would show them, hidden or not), so they are fetched when first wanted.
 */

const intro = document.querySelector("#intro");

export async function introShow() {
    intro.hidden = false;
    if (intro.childElementCount === 0)
        await introFetch();
}

export function introHide() {
    intro.hidden = true;
}

/* Without an answer the page simply stays empty: the field is what matters. */
async function introFetch() {
    const text = await fetch("/").then((response) => response.text()).catch(() => "");
    const page = new DOMParser().parseFromString(text, "text/html");
    intro.replaceChildren(...(page.querySelector("#intro")?.childNodes ?? []));
}
