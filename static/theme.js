/*
 * Light or dark, as the system has it unless the person chose. The one script that is no module:
 * it runs before the first paint, so that no page flashes in the other colours; and it marks the
 * document as one that has scripts, for which style.css keeps places free.
 */

(() => {
    const root = document.documentElement;
    root.classList.add("scripted");
    try {
        const chosen = localStorage.getItem("theme");
        if (chosen === "light" || chosen === "dark")
            root.dataset.theme = chosen;
    } catch {
        // Storage is forbidden here: the system decides.
    }
})();
