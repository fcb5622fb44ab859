// What eslint asks of the scripts of a site.
import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["tests/scripts/**"] },
  js.configs.recommended,
  {
    files: ["templates/**/*.js"],
    languageOptions: {
      ecmaVersion: "latest",
      sourceType: "script",
      globals: { ...globals.browser, playbook: "readonly" },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      complexity: ["error", 15],
      "max-lines-per-function": ["error", { max: 80 }],
      "max-depth": ["error", 4],
      "max-params": ["error", 6],
      eqeqeq: "error",
      "no-empty": ["error", { allowEmptyCatch: true }],
      "no-implicit-globals": "error",
      // What takes the blanks out of scripts (rjsmin) takes them out of a template inside a template, too.
      "no-restricted-syntax": ["error", { selector: "TemplateLiteral TemplateLiteral", message: "A template inside a template loses its spaces." }],
      "no-shadow": "error",
      "no-unused-expressions": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
];
