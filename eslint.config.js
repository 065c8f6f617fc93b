import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Imports a folder must not use, each with the reason a person reads when the rule speaks. */
function forbid(files, patterns, ignores = []) {
  return { files, ignores, rules: { "no-restricted-imports": ["error", { patterns }] } };
}

const noElectron = {
  group: ["electron", "electron/*"],
  message: "Only electron/shell (and its two entry points) may import electron.",
};
const noEngineLibrary = {
  group: ["node-llama-cpp", "node-llama-cpp/*"],
  message: "node-llama-cpp lives in the engine process: electron/inference/local/host.",
};
const noNode = { group: ["node:*"], message: "This code runs where there is no Node." };
const noReact = { regex: "^(react|react-dom|zustand)(/.*)?$", message: "The renderer alone has React." };
const noRenderer = { group: ["**/renderer/**"], message: "Nothing outside the renderer depends on it." };
const noServices = {
  regex: "(^|/)electron/",
  message: "The page reaches services through shared/ipc alone.",
};
const noNative = {
  regex: "(^|/)native/",
  message: "Native code runs in the engine process alone: electron/inference/local/host.",
};
const noHost = { group: ["**/local/host/**"], message: "The engine process is reached through its port." };

const features = ["chat", "conversations", "media", "models", "settings", "tasks"];

export default tseslint.config(
  {
    ignores: [
      "dist/**",
      "release/**",
      "native/build/**",
      ".cache/**",
      "node_modules/**",
      "test-results/**",
      "playwright-report/**",
    ],
  },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/require-await": "off",
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  forbid(
    ["shared/**/*.ts"],
    [noNode, noElectron, noEngineLibrary, noNative, noReact, noRenderer, noServices],
    ["**/*.test.ts"],
  ),
  forbid(
    ["renderer/**/*.{ts,tsx}"],
    [noNode, noElectron, noEngineLibrary, noNative, noServices],
    ["**/*.test.{ts,tsx}"],
  ),
  ...features.map((feature) =>
    forbid(
      [`renderer/features/${feature}/**/*.{ts,tsx}`],
      [
        noNode,
        noElectron,
        noEngineLibrary,
        noNative,
        noServices,
        {
          // Upwards and into another feature; shared/chat and the like have the same names and are fine.
          regex: `^(\\.\\./)+(features/)?(${features.filter((other) => other !== feature).join("|")})/`,
          message: "Features never import each other; App.tsx composes them.",
        },
      ],
      ["**/*.test.{ts,tsx}"],
    ),
  ),
  forbid(
    ["renderer/ui/**/*.{ts,tsx}"],
    [
      noNode,
      noElectron,
      noEngineLibrary,
      noNative,
      noServices,
      { group: ["**/features/**", "**/ipc/**"], message: "ui/ is dumb: no store, no IPC." },
    ],
  ),
  forbid(
    ["electron/**/*.ts"],
    [noElectron, noEngineLibrary, noNative, noReact, noRenderer, noHost],
    [
      "electron/shell/**",
      "electron/main.ts",
      "electron/preload.ts",
      "electron/inference/local/host/**",
      "**/*.test.ts",
    ],
  ),
  forbid(
    ["electron/shell/**/*.ts", "electron/main.ts", "electron/preload.ts"],
    [noEngineLibrary, noNative, noReact, noRenderer, noHost],
  ),
  forbid(["electron/inference/local/host/**/*.ts"], [noElectron, noReact, noRenderer]),
  forbid(
    ["native/**/*.ts"],
    [noElectron, noEngineLibrary, noReact, noRenderer, noServices],
    ["**/*.test.ts"],
  ),
  {
    files: ["renderer/**/*.{ts,tsx}"],
    ...reactHooks.configs.flat["recommended-latest"],
  },
  { files: ["scripts/**/*.ts", "tests/**/*.ts", "electron/serve.ts"], rules: { "no-console": "off" } },
  // It runs in an install, and on any system: what it writes is read in a terminal.
  { files: ["native/build.js"], rules: { "no-console": "off" } },
  { files: ["**/*.js"], extends: [tseslint.configs.disableTypeChecked] },
);
