import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Forbids imports in some files. The message of each pattern states the reason. */
function forbid(files, patterns, ignores = []) {
  return { files, ignores, rules: { "no-restricted-imports": ["error", { patterns }] } };
}

const noElectron = {
  group: ["electron", "electron/*"],
  message: "Only electron/shell (and its two entry points) may import electron.",
};
const noEngineLibrary = {
  group: ["node-llama-cpp", "node-llama-cpp/*"],
  message: "Only the engine process may import node-llama-cpp: electron/inference/local/host.",
};
const noNode = { group: ["node:*"], message: "This code also runs without Node." };
const noReact = {
  regex: "^(react|react-dom|zustand)(/.*)?$",
  message: "Only the renderer may import React.",
};
const noRenderer = { group: ["**/renderer/**"], message: "Only the renderer may import the renderer." };
const noServices = {
  regex: "(^|/)electron/",
  message: "The page may use services only through shared/ipc.",
};
const noNative = {
  regex: "(^|/)native/",
  message: "Only the engine process may import native code: electron/inference/local/host.",
};
const noHost = { group: ["**/local/host/**"], message: "Use the engine process through its port." };

const features = ["api", "chat", "conversations", "media", "models", "settings", "tasks", "tools", "updates"];

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
  {
    // `void` handles no rejection: services await a promise, catch its failure or hand it to `inBackground`.
    // In the engine process, an unhandled rejection is a crash, which the services report.
    files: ["electron/**/*.ts", "shared/**/*.ts", "native/**/*.ts"],
    ignores: ["**/*.test.ts", "electron/inference/local/host/**"],
    rules: { "@typescript-eslint/no-floating-promises": ["error", { ignoreVoid: false }] },
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
          // Matches imports of another feature; folders of the same name in shared/ are allowed.
          regex: `^(\\.\\./)+(features/)?(${features.filter((other) => other !== feature).join("|")})/`,
          message: "Features must not import each other; App.tsx composes them.",
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
      { group: ["**/features/**", "**/ipc/**"], message: "ui/ must not depend on stores or IPC." },
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
  // The install script prints to the terminal.
  { files: ["native/build.js", "native/build-steps/sanitize.js"], rules: { "no-console": "off" } },
  { files: ["**/*.js"], extends: [tseslint.configs.disableTypeChecked] },
);
