/* The weekly digest of the plan that is open: copied to be pasted, or put into a mail. */

/* Mail programs cut off longer addresses. */
const MOST_OF_A_MAIL = 1800;

/**
 * Copy a text in two forms, where the browser lets us. Without its styles: Chromium reads what is copied under the policy of this page,
 * which has none of them; what it is pasted into has its own. @param {string} text @param {string} markup @returns {Promise<boolean>}
 */
async function copyBoth(text, markup) {
  try {
    const forms = { "text/html": markup.replace(/ style="[^"]*"/g, ""), "text/plain": text };
    const blobs = Object.entries(forms).map(([type, form]) => [type, new Blob([form], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Ways to give a digest away, for each version of the plan.
 * @param {Record<string, () => [PlanFile | null | undefined, string]>} versions by the beginning of their ways' names: the plan, and whose digest it is
 * @param {{words: PlanWords, showing: Showing, standingOf: (plan: PlanFile) => ReturnType<typeof assessPlan>,
 *   tell: (text: string, ...ways: HTMLElement[]) => void}} page
 * @returns {Record<string, () => Promise<void>>}
 */
function digestWays(versions, { words, showing, standingOf, tell }) {
  const offer = (/** @type {string} */ text) => {
    const field = element("textarea", "", { className: "my-plans__digest", readOnly: true, rows: 12, value: text });
    field.setAttribute("aria-label", words.digest_copy);
    tell(words.digest_shown, field);
    field.select();
  };
  const ways = Object.entries(versions).map(([start, give]) => {
    const write = () => {
      const [plan, side] = give();
      const day = today();
      return plan && digestOf(plan, standingOf(plan), side, day, shiftWithin(day, -7), { words, showing });
    };
    const copy = async (/** @type {Digest} */ digest, /** @type {string} */ told) => {
      const text = digestText(digest);
      if (await copyBoth(text, digestHtml(digest))) tell(told);
      else offer(text);
    };
    return {
      [`${start}digest`]: async () => {
        const digest = write();
        if (digest) await copy(digest, words.digest_copied);
      },
      [`${start}mail`]: async () => {
        const digest = write();
        if (!digest) return;
        const text = digestText(digest);
        if (text.length >= MOST_OF_A_MAIL) await copy(digest, words.digest_long);
        element("a", "", { href: addressMail("", [digest.title, digest.mark].filter(Boolean).join(" – "), text.length < MOST_OF_A_MAIL ? text : "") }).click();
      },
    };
  });
  return Object.assign({}, ...ways);
}
