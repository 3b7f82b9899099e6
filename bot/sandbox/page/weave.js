/**
 * A small keyed view: the page is described whole each time, and only what differs is touched,
 * so that focus, scroll, open menus and half-typed words stay where they are.
 *
 * Nothing here can turn text into HTML: strings become text nodes, and only knots made by `h` become elements.
 */

import { safeImage, safeLink } from "./links.js";

const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set(["svg", "path", "circle"]);
const LIVE = new Set(["value", "checked", "indeterminate"]);
const HOOKS = new Set(["born", "gone"]);

/** One element to be; made by `h` alone, so that data from a message can never pose as one. */
export class Knot {
  /**
   * @param {string} tag
   * @param {Record<string, any>} props
   * @param {(Knot|string)[]} children
   */
  constructor(tag, props, children) {
    const { key, ...rest } = props;
    this.tag = tag;
    this.key = key === undefined ? undefined : String(key);
    this.props = rest;
    this.children = children;
  }
}

/**
 * Describe an element. Props: attributes by name, `class`, `key`, `on: {event: listener}`, and the hooks
 * `born(element)` (after it is in the page) and `gone(element)` (before it leaves).
 * @param {string} tag
 * @param {Record<string, any>|null} [props]
 * @param {...any} children knots, strings, numbers, nested lists; null, undefined and booleans are left out
 * @returns {Knot}
 */
export function h(tag, props = null, ...children) {
  const kept = children.flat(Infinity).filter((child) => child != null && typeof child !== "boolean");
  return new Knot(
    tag,
    props ?? {},
    kept.map((child) => (child instanceof Knot ? child : String(child))),
  );
}

/** @type {WeakMap<Element, Knot>} what each element looked like when it was last drawn */
const drawn = new WeakMap();
/** @type {(() => void)[]} */
let births = [];

/**
 * Make the children of `root` look like `knots`.
 * @param {Element} root
 * @param {(Knot|string)[]} knots
 */
export function draw(root, knots) {
  patchChildren(root, knots);
  const hooks = births;
  births = [];
  for (const hook of hooks) hook();
}

/** @param {Knot|string} knot @returns {Node} */
function make(knot) {
  if (!(knot instanceof Knot)) return document.createTextNode(knot);
  const element = SVG_TAGS.has(knot.tag) ? document.createElementNS(SVG, knot.tag) : document.createElement(knot.tag);
  patchChildren(element, knot.children);
  patchProps(element, {}, knot.props);
  drawn.set(element, knot);
  if (knot.props.born) births.push(() => knot.props.born(element));
  return element;
}

/** @param {Element} element @param {Knot} knot */
function patch(element, knot) {
  const before = drawn.get(element);
  patchChildren(element, knot.children);
  patchProps(element, before ? before.props : {}, knot.props);
  drawn.set(element, knot);
}

/**
 * Names for siblings: by key, or else by place among those of their kind, so that one of another kind may come and go.
 * @param {(Knot|string|undefined)[]} knots
 * @returns {string[]}
 */
function namesOf(knots) {
  /** @type {Record<string, number>} */
  const counts = {};
  return knots.map((knot) => {
    const kind = knot instanceof Knot ? knot.tag : "text";
    if (knot instanceof Knot && knot.key !== undefined) return `key:${kind}:${knot.key}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
    return `${kind}:${counts[kind]}`;
  });
}

/** @param {Element} parent @returns {Map<string, Node>} */
function nodesByName(parent) {
  const nodes = [...parent.childNodes];
  const names = namesOf(nodes.map((node) => (node instanceof Element ? drawn.get(node) : "")));
  return new Map(names.map((name, place) => [name, nodes[place]]));
}

/** @param {Element} parent @param {(Knot|string)[]} knots */
function patchChildren(parent, knots) {
  const old = nodesByName(parent);
  const kept = namesOf(knots).map((name) => {
    const node = old.get(name);
    old.delete(name);
    return node;
  });
  const staying = new Set(kept);
  for (const node of [...parent.childNodes]) if (!staying.has(node)) leave(node);
  let next = parent.firstChild;
  knots.forEach((knot, place) => {
    const node = kept[place] ?? make(knot);
    if (kept[place]) refresh(node, knot);
    if (node === next) next = node.nextSibling;
    else parent.insertBefore(node, next);
  });
}

/** @param {Node} node @param {Knot|string} knot */
function refresh(node, knot) {
  if (knot instanceof Knot) patch(/** @type {Element} */ (node), knot);
  else if (node.nodeValue !== knot) node.nodeValue = knot;
}

/** @param {Node} node */
function leave(node) {
  if (node instanceof Element) drawn.get(node)?.props.gone?.(node);
  node.parentNode?.removeChild(node);
}

/** @param {Element} element @param {Record<string, any>} before @param {Record<string, any>} after */
function patchProps(element, before, after) {
  for (const name of Object.keys(before)) if (!(name in after)) setProp(element, name, null, before[name]);
  for (const [name, value] of Object.entries(after)) setProp(element, name, value, before[name]);
}

/** @param {any} element @param {string} name @param {any} value @param {any} before */
function setProp(element, name, value, before) {
  if (HOOKS.has(name)) return;
  if (name === "on") return listen(element, value ?? {});
  if (LIVE.has(name)) {
    if (element[name] !== value) element[name] = value ?? "";
    return;
  }
  if (value === before) return;
  setAttribute(element, name, guarded(name, value));
}

/** @param {string} name @param {any} value */
function guarded(name, value) {
  if (name.startsWith("on") || name === "style" || name === "srcdoc") throw new Error(`The page never sets ${name}.`);
  if (value == null || value === false) return null;
  if (name === "href") return safeLink(value);
  if (name === "src") return safeImage(value);
  return value;
}

/** @param {Element} element @param {string} name @param {any} value */
function setAttribute(element, name, value) {
  if (value == null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** @type {WeakMap<Element, Set<string>>} */
const listening = new WeakMap();

/** @param {Element} element @param {Record<string, (event: any) => void>} listeners */
function listen(element, listeners) {
  const known = listening.get(element) ?? new Set();
  listening.set(element, known);
  for (const type of Object.keys(listeners)) {
    if (known.has(type)) continue;
    known.add(type);
    element.addEventListener(type, (event) => drawn.get(element)?.props.on?.[type]?.(event));
  }
}
