// Draws each text as the page draws mrkdwn, and tells what came of it.
async (texts) => {
  const { mrkdwn } = await import("/page/mrkdwn.js");
  const { draw } = await import("/page/weave.js");
  const names = { people: new Map(), channels: new Map(), me: "", now: new Date(0), go() {} };
  const began = performance.now();
  const read = texts.map((text) => {
    const box = document.createElement("div");
    draw(box, mrkdwn(text, names));
    const all = [...box.querySelectorAll("*")];
    return {
      html: box.innerHTML,
      tags: all.map((each) => each.tagName),
      schemes: all.filter((each) => each.href).map((each) => each.protocol),
      attributes: all.flatMap((each) => each.getAttributeNames()),
    };
  });
  return { read, took: performance.now() - began };
};
