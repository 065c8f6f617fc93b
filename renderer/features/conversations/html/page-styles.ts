/**
 * The rules of the page that elements with these classes need, with the colours and sizes that they refer to, as
 * one stylesheet: a file looks like the app, in light and dark.
 */
export function pageStyles(markup: string): string {
  const used = new Set(
    [...markup.matchAll(/class="([^"]*)"/g)].flatMap(([, names = ""]) => names.split(" ")),
  );
  const rules = [...document.styleSheets].flatMap((sheet) => rulesIn(readable(sheet)));
  return rules
    .filter((rule) => isNeeded(rule, used))
    .map(({ cssText }) => cssText)
    .join("\n");
}

function isNeeded({ selectorText }: CSSStyleRule, used: ReadonlySet<string>): boolean {
  if (selectorText === ":root") return true;
  const classes = [...selectorText.matchAll(/\.([\w-]+)/g)].map(([, name = ""]) => name);
  return classes.length > 0 && classes.every((name) => used.has(name));
}

/** The rules of a sheet, in and outside of cascade layers; conditional ones are for the page. */
function rulesIn(rules: Iterable<CSSRule>): readonly CSSStyleRule[] {
  return [...rules].flatMap((rule) => {
    if (rule instanceof CSSLayerBlockRule) return rulesIn(rule.cssRules);
    return rule instanceof CSSStyleRule ? [rule] : [];
  });
}

/** Sheets of extensions can't be read. */
function readable(sheet: CSSStyleSheet): Iterable<CSSRule> {
  try {
    return sheet.cssRules;
  } catch {
    return [];
  }
}
