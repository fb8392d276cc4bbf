import eslint from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Half-width punctuation beside a Chinese character. Before a space it is that of an English list of Chinese terms. */
const HALF_WIDTH = String.raw`/\p{Script=Han}([,;:?!](?! )|[()])|[,;:?!()][\p{Script=Han}“]/u`;
const FULL_WIDTH = '/[、，；：？！（）]/';
const texts = (pattern, message) =>
  ['Literal[value=', 'TemplateElement[value.raw=', 'JSXText[value='].map((text) => ({
    selector: `${text}${pattern}]`,
    message,
  }));
const CHINESE_PUNCTUATION = texts(
  HALF_WIDTH,
  'Chinese sentences have full-width punctuation: ，；：？！（）',
);

// What needs types is checked by oxlint (.oxlintrc.json), in a fifth of the time.
export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'node_modules/']),
  eslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommended],
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // A leading underscore says: this part of the object is left out on purpose.
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
    },
  },
  // What speaks to a person at a terminal.
  { files: ['apps/cli/**/*.ts', 'apps/bench/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['apps/web/**/*.tsx', 'apps/web/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['apps/**/*.{ts,tsx}', 'libs/**/*.ts'],
    ignores: ['**/*.spec.ts', 'apps/web/src/i18n/en*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...CHINESE_PUNCTUATION] },
  },
  // Pages are shown in two languages; problem.ts says in both that no server answered.
  {
    files: ['apps/web/src/**/*.{ts,tsx}'],
    ignores: ['**/*.spec.ts', 'apps/web/src/i18n/**', 'apps/web/src/api/problem.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...texts(FULL_WIDTH, 'Punctuation differs by language: it belongs in apps/web/src/i18n.'),
      ],
    },
  },
  // Facts and folds: the same input gives the same output, on any day and any machine.
  {
    files: ['libs/features/**/*.{events,decider,projection}.ts', 'libs/features/shared/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'crypto',
        'performance',
        'fetch',
        'setTimeout',
        'setInterval',
      ],
      'no-restricted-syntax': [
        'error',
        ...CHINESE_PUNCTUATION,
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'Time comes in the context.',
        },
        {
          selector: 'MemberExpression[object.name="Date"][property.name="now"]',
          message: 'Time comes in the context.',
        },
        {
          selector: 'MemberExpression[object.name="Math"][property.name="random"]',
          message: 'Ids come in the context.',
        },
      ],
    },
  },
  { files: ['**/*.spec.ts', 'libs/testing/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        module: 'writable',
        setTimeout: 'readonly',
      },
    },
  },
);
