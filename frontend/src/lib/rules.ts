// Rules of a run that a scenario may choose, in words.
/** Last year where the scenario names none. */
export const HORIZON = 2035;

export interface Rule {
  /** Name of the setting. */
  name: string;
  label: string;
  /** What holds where the scenario says nothing. */
  usual: string;
  choices: readonly { name: string; label: string; text: string }[];
}

export const RULES: readonly Rule[] = [
  {
    name: 'deficits',
    label: 'Trade deficits',
    usual: 'own',
    choices: [
      { name: 'own', label: 'own', text: 'each deficit stays in proportion to the country\u2019s own value added' },
      { name: 'world', label: 'world', text: 'each deficit stays fixed in units of world value added, as in older papers' },
      { name: 'balanced', label: 'balanced', text: 'compared with a world without deficits' },
    ],
  },
  {
    name: 'adjustment',
    label: 'Adjustment of trade',
    usual: 'long_run',
    choices: [
      { name: 'long_run', label: 'long run', text: 'trade answers in full in every year' },
      { name: 'path', label: 'path', text: 'the answer of trade grows over ten years from the first move' },
    ],
  },
];
