// What an attack would leave behind if any of it became more than text.
() => {
  const all = [...document.querySelectorAll("*")];
  const foreign = "main :is(script, iframe, object, embed, svg[onload], u, b, i, img)";
  return {
    broken: window.broken ?? null,
    scripts: [...document.scripts].map((each) => each.getAttribute("src")),
    foreign: document.querySelectorAll(foreign).length,
    handlers: all.flatMap((each) => each.getAttributeNames()).filter((name) => /^on|^style$|srcdoc/.test(name)),
    links: [...document.querySelectorAll("main a")].filter(
      (each) => !/^(https?|mailto):/.test(each.href) || each.rel !== "noopener noreferrer",
    ).length,
  };
};
