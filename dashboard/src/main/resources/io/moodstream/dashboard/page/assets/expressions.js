// The seven expressions in the order in which the page stacks and lists them.
// Their colours are in style.css alone, as --happy, --surprise, ...

export const EXPRESSIONS = ["happy", "surprise", "neutral", "sad", "fear", "disgust", "angry"];

export function colour(expression) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${expression}`).trim();
}

/** The greatest of the seven: { expression, share }. */
export function dominant(shares) {
  return EXPRESSIONS.map((expression) => ({ expression, share: shares[expression] })).reduce((a, b) =>
    b.share > a.share ? b : a,
  );
}

export function percent(share) {
  return `${Math.round(share * 100)} %`;
}

/** "happy 62 %, neutral 30 %": for those who do not see the colours. */
export function inWords(shares) {
  return EXPRESSIONS.filter((expression) => shares[expression] >= 0.005)
    .sort((a, b) => shares[b] - shares[a])
    .map((expression) => `${expression} ${percent(shares[expression])}`)
    .join(", ");
}
