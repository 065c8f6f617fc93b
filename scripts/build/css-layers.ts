import type { CSSOptions } from "vite";

type PostcssPlugin = Extract<
  NonNullable<Exclude<CSSOptions["postcss"], string | undefined>["plugins"]>[number],
  { readonly postcssPlugin: string }
>;

/** Later layers win, whatever the order in which the page loads its stylesheets. */
const order = ["libraries", "base", "ui", "features"] as const;

/**
 * Puts every stylesheet into the cascade layer of its folder. Without layers, two rules of equal specificity
 * are decided by the order of the built files, which differs from the order in development.
 */
export function cssLayers(): PostcssPlugin {
  return {
    postcssPlugin: "css-layers",
    OnceExit(root, { AtRule }) {
      const layer = new AtRule({ name: "layer", params: layerOf(root.source?.input.file ?? "") });
      layer.append(root.nodes);
      root.removeAll();
      root.append(new AtRule({ name: "layer", params: order.join(", ") }), layer);
    },
  };
}

function layerOf(file: string): (typeof order)[number] {
  if (/[\\/]node_modules[\\/]/.test(file)) return "libraries";
  if (/[\\/]renderer[\\/]styles[\\/]/.test(file)) return "base";
  if (/[\\/]renderer[\\/]ui[\\/]/.test(file)) return "ui";
  return "features";
}
