import { isDeepStrictEqual } from "node:util";

/** Asks again and again until the answer is truthy, and returns it. */
export async function until(what, probe, milliseconds = 20_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await probe();
    if (answer) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${milliseconds / 1000} s`);
    }
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

/** Asks again and again until the answer is what was wanted, or fits to it; says what it was last. */
export async function untilIs(what, wanted, probe) {
  let last;
  await until(what, async () => {
    last = await probe();
    return fits(wanted, last);
  }).catch(() => {
    throw new Error(`${what}\n  wanted ${show(wanted)}\n  got    ${show(last)}`);
  });
  return last;
}

/** A wanted RegExp is looked for; a wanted array must be contained, in any order; the rest is equal. */
function fits(wanted, answer) {
  if (wanted instanceof RegExp) {
    return typeof answer === "string" ? wanted.test(answer) : (answer ?? []).some((it) => wanted.test(it));
  }
  if (Array.isArray(wanted) && Array.isArray(answer)) {
    return wanted.every((one) => answer.some((it) => (one instanceof RegExp ? one.test(it) : isDeepStrictEqual(one, it))));
  }
  return isDeepStrictEqual(wanted, answer);
}

function show(value) {
  if (value instanceof RegExp || value === undefined) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(show).join(", ")}]`;
  }
  return JSON.stringify(value);
}
