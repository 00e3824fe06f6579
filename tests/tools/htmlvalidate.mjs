// Rules for the built HTML: what the HTML standard and accessibility ask for, not matters of taste.
export default {
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    'no-inline-style': 'error',
    'prefer-native-element': ['error', { exclude: ['region'] }], // a scrolling table is no section of the text
    'require-sri': 'off', // every script and stylesheet comes from this site
  },
};
