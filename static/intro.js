/*
 * The words of the start page. A page that began with results came without them (browsers of
 * text would show them, hidden or not), so they are fetched when first wanted.
 */

const intro = document.querySelector("#intro");

export async function introShow() {
    intro.hidden = false;
    return introWords();
}

export function introHide() {
    intro.hidden = true;
}

/* The section with its words; empty where they cannot be had: the field is what matters. */
export async function introWords() {
    if (intro.querySelector("h2") === null) {
        const text = await fetch("/").then((response) => response.text()).catch(() => "");
        const page = new DOMParser().parseFromString(text, "text/html");
        intro.replaceChildren(...(page.querySelector("#intro")?.childNodes ?? []));
    }
    return intro;
}
