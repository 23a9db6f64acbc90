/*
 * Applies the stored colour scheme, and marks the document as scripted, for which style.css
 * reserves space. Not a module: it runs before the first paint, so that no other colours flash up.
 * If the modules do not start, the mark is removed: the page works without scripts, too. First of all it
 * leads to the language that was chosen (base/language.js), if the address names none.
 */

(() => {
    /* What the modules and their styles need: without it the page works as it does without scripts. */
    const capable = () => {
        try {
            new RegExp("(?<=a)b", "u");
            return CSS.supports("selector(&)") && "ariaLabel" in Element.prototype;
        } catch {
            return false;
        }
    };
    const PATIENCE = 10000; // milliseconds for the modules to start
    const root = document.documentElement;
    if (!capable()) {
        root.classList.add("plain"); // main.js does not start
        return;
    }
    languageFollow();
    const plain = () => root.classList.contains("started") || root.classList.remove("scripted");
    root.classList.add("scripted");
    addEventListener("error", ({ target }) => (target === window || target.localName === "script") && plain(), true);
    setTimeout(plain, PATIENCE);
    try {
        root.classList.toggle("filtered", /[?&]query=[^&]*\b(block|category|script|age)(:|%3A)/i.test(location.search));
        for (const kept of ["recent", "favourites", "collections", "searches"]) // start.css reserves their space
            root.classList.toggle(`has-${kept}`, (localStorage.getItem(kept) ?? "[]") !== "[]");
        const chosen = localStorage.getItem("theme");
        if (chosen === "light" || chosen === "dark")
            root.dataset.theme = chosen;
    } catch {
        // localStorage is forbidden: use the system's scheme
    }

    function languageFollow() {
        try {
            const chosen = JSON.parse(localStorage.getItem("language"));
            const address = new URL(location.href);
            if (!/^[\w-]{2,12}$/.test(chosen ?? "") || chosen === root.lang || address.searchParams.has("lang"))
                return;
            address.searchParams.set("lang", chosen);
            location.replace(address);
        } catch {
            // localStorage is forbidden, or somebody else's
        }
    }
})();
