/** Which addresses the page will follow or show; everything else stays text. */

const FOLLOWED = new Set(["http:", "https:", "mailto:"]);

/**
 * @param {unknown} address
 * @returns {string|null} the address made whole when it is http, https or mailto; else null
 */
export function safeLink(address) {
  if (typeof address !== "string") return null;
  try {
    const link = new URL(address);
    return FOLLOWED.has(link.protocol) ? link.href : null;
  } catch {
    return null;
  }
}

/**
 * @param {unknown} address
 * @returns {string|null} the address when it is a picture in a data: address or on the sandbox itself; else null
 */
export function safeImage(address) {
  if (typeof address !== "string") return null;
  if (/^data:image\/(png|jpeg|gif|webp|avif);base64,[a-z0-9+/=]*$/i.test(address)) return address;
  try {
    const picture = new URL(address, location.origin);
    return picture.origin === location.origin && /^https?:$/.test(picture.protocol) ? picture.href : null;
  } catch {
    return null;
  }
}
