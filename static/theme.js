/*
 * Applies the stored colour scheme, and marks the document as scripted, for which style.css
 * reserves space. Not a module: it runs before the first paint, so that no other colours flash up.
 */

(() => {
    const root = document.documentElement;
    root.classList.add("scripted");
    try {
        const chosen = localStorage.getItem("theme");
        if (chosen === "light" || chosen === "dark")
            root.dataset.theme = chosen;
    } catch {
        // localStorage is forbidden: use the system's scheme
    }
})();
