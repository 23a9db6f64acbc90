/*
 * Creates elements: element("button.copy", { type: "button" }, "Copy"). Members are properties of
 * the element, or attributes if they have a hyphen; children are elements and text.
 */

export function element(what, members = {}, ...children) {
    const [tag, ...classes] = what.split(".");
    const made = document.createElement(tag);
    if (classes.length > 0)
        made.className = classes.join(" ");
    for (const [name, value] of Object.entries(members)) {
        if (name.includes("-") || name === "role" || name === "for")
            made.setAttribute(name, value);
        else
            made[name] = value;
    }
    made.append(...children);
    return made;
}

/* A button. `name` is its accessible name where the sign alone is not enough, else "". */
export function button(what, sign, name, act) {
    const made = element(`button.${what}`, { type: "button" }, sign);
    if (name !== "") {
        made.ariaLabel = name;
        made.title = name;
    }
    if (act)
        made.addEventListener("click", act);
    return made;
}

/* Text with the given ranges, in code points, as <mark> elements. */
export function marked(text, ranges) {
    const points = Array.from(text);
    const parts = [];
    let at = 0;
    for (const [first, end] of ranges) {
        parts.push(points.slice(at, first).join(""), element("mark", {}, points.slice(first, end).join("")));
        at = end;
    }
    parts.push(points.slice(at).join(""));
    return parts.filter((part) => part !== "");
}
