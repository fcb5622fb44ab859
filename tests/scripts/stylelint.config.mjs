// What stylelint asks of the styles of a site.
export default {
  extends: "stylelint-config-recommended",
  reportDescriptionlessDisables: true,
  reportNeedlessDisables: true,
  reportInvalidScopeDisables: true,
  rules: {
    "declaration-no-important": true,
    "no-descending-specificity": null,
  },
};
