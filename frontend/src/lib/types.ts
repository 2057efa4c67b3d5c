// What the server sends and takes: the objects of `multipolar run --json` and of the scenario file.

/** A number with its interval over draws; without draws the number alone. */
export type Value = number | null | Interval;
export interface Interval {
  point: number | null;
  p10: number | null;
  p90: number | null;
  p025: number | null;
  p975: number | null;
}

/** A move in the layout of the scenario file: one kind with its fields. */
export type MoveFields = Record<string, unknown>;
export type MoveEntry = Record<string, MoveFields>;

export interface Scenario {
  multipolar: 1;
  name: string;
  description?: string;
  world?: string | number;
  after?: string;
  poles?: string[];
  documents?: unknown[];
  caveats?: string[];
  moves: MoveEntry[];
  settings?: Record<string, unknown>;
  coalition?: Record<string, unknown>;
}

export interface Ranked {
  iso3: string;
  name: string;
  real_income_pct: Value;
}

/** Whom a curb hits hardest: the ends over long run, short run and no substitution. */
export interface Hit {
  iso3: string;
  name: string;
  title: string;
  interval_pct: [number | null, number | null];
  short_run_pct: number | null;
}

/** What a curb costs an importer, % of real income, by what can be replaced. */
export interface Importer {
  interval_pct: [number | null, number | null];
  long_run_pct: number | null;
  short_run_pct: { high: number | null; central: number | null; low: number | null } | null;
  leontief_pct: number | null;
}

export interface Chokepoint {
  move: string;
  title: string;
  needs_grade: string;
  importers: Record<string, Importer>;
}

export interface Headline {
  year: number;
  chokepoints: Hit[];
  world_real_income_pct: Value;
  losers: Ranked[];
  gainers: Ranked[];
}

/** Numbers of an economy; those of politics and sectors come with the later stages. */
export interface Country {
  name: string;
  real_income_pct: Value;
  real_wage_pct: Value;
  price_pct: Value;
  terms_of_trade_pct: Value;
  volume_of_trade_pct: Value;
  exports_pct: Value;
  imports_pct: Value;
  duty_revenue_pct_gdp: Value;
  duty_revenue_change_pp_gdp: Value;
  buyers_bear_pct: Value;
  labour_reallocation_pct: Value;
  real_income_range_pct?: [number, number] | null;
  sign_note?: string;
  exposure?: Record<string, number>;
  why?: string[];
  sectors?: Record<string, { output_pct: Value; labour_pct: Value }>;
}

export interface Satellite {
  name: string;
  real_income_pct: Value;
  interval_pct: [number, number] | null;
  approximate: true;
  why?: string[];
}

export interface Reason {
  [key: string]: unknown;
}

/** Position of a state between the poles. */
export interface StateAlignment {
  name: string;
  observed: unknown;
  alignment: Value;
  alignment_change: Value;
  is_pole: boolean;
  closeness: Record<string, Value>;
  closeness_change: Record<string, Value>;
  hedging: Value;
  engagement: Value;
  tie: Record<string, Value>;
  dependence_pct_gdp: Record<string, Value>;
  why: Reason[];
  why_rest: number;
  required_half_way: Record<string, Record<string, unknown>>;
}

export interface Alignment {
  poles: string[];
  belief: string;
  positions_of: string;
  year: number;
  noise_sd: number;
  spread: number;
  pole_positions: Record<string, number>;
  states: Record<string, StateAlignment>;
  no_data: Record<string, string>;
  years: { year: number; alignment_change: Record<string, Value> }[];
}

export interface ByMove {
  method: string;
  moves: ({ label: string; positions: number[] } & Record<string, unknown>)[];
  remainder: Record<string, Record<string, number>>;
}

/** What the first stage brings: the exact equilibrium of the last year. */
export interface Economy {
  world: { name: string; year: number; sha256: string };
  status: string;
  residual: number;
  iterations: number;
  headline: Headline;
  countries: Record<string, Country>;
  satellites: Record<string, Satellite>;
  feedback_pending?: boolean;
  warnings: string[];
}

/** A whole run. */
export interface Result extends Economy {
  scenario: Scenario;
  years: Record<string, unknown>[];
  closures: Record<string, { reason: string | null; real_income_pct: Record<string, number> | null }>;
  elasticity_sets: Record<string, { reason: string | null; real_income_pct: Record<string, number> | null }>;
  pairs: Record<string, unknown>[];
  by_move: ByMove | null;
  alignment: Alignment | null;
  order: { before: Record<string, unknown>; after: Record<string, unknown>; change: Record<string, unknown>; blocs_fixed: boolean } | null;
  stakes: Record<string, unknown>;
  draws: Record<string, unknown> | null;
  moves: Record<string, unknown>[];
  provenance: Record<string, unknown>;
  chokepoints: Chokepoint[];
  no_data: { iso3: string; reason: string }[];
}

export type StageName = 'last' | 'path' | 'ranges' | 'intervals';
export interface ApiError {
  kind: string;
  message: string;
  field?: string | null;
  line?: number | null;
}
export type StageLine =
  | { stage: 'last'; seconds: number; result: Economy }
  | { stage: 'path' | 'ranges' | 'intervals'; seconds: number; result: Result }
  | { stage: 'progress'; what: string; done: number; total: number }
  | { stage: 'done' }
  | { stage: 'error'; error: ApiError };

export interface Field {
  name: string;
  label: string;
  type: 'names' | 'name' | 'number' | 'share' | 'choice' | 'flag' | 'year' | 'text' | 'move_id' | 'terms' | 'weights';
  of: string[];
  required: boolean;
  /** What holds where it is not given. */
  default: unknown;
  /** What a new lever starts with. */
  new: unknown;
  unit: string;
  min: number | null;
  max: number | null;
  step: number | null;
  choices: string[];
  /** Exactly one of the fields with the same word is given. */
  one_of: string | null;
  /** At least one of them is. */
  any_of: string | null;
  /** Field that this one is given together with. */
  with: string | null;
  /** Whether every kind has it: years, status, source ... */
  shared: boolean;
}
export interface Kind {
  kind: string;
  label: string;
  group: string;
  mechanism: string;
  acts_on: string[];
  /** `beliefs`: under which it holds; under all where there is none. */
  evidence: { on: string; grade: string; text: string; source: string; beliefs?: string[] }[];
  fields: Field[];
  lever: string | null;
  /** Scenario that such moves need the run to start after; null where they need none. */
  after: string | null;
}
export interface Named {
  name: string;
  label: string;
  words?: string[];
}
export interface Catalogue {
  version: string;
  kinds: Kind[];
  states: { iso3: string; name: string; kind: string; gdp_usd_bn?: number | null; words?: string[] }[];
  groups: (Named & { members: string[] })[];
  sectors: { code: string; name: string; goods: boolean; words?: string[] }[];
  sector_words: Named[];
  commodities: Named[];
  products: Named[];
  bodies: Named[];
  theatres: Named[];
  scenarios: { name: string; title: string; description: string; mechanism?: string }[];
  questions: { id: string; mechanism: string; question: string; scenario: string | null; against: string | null; kind: string | null; command: string | null; tab: string | null; pole?: string | null; state: string | null; page: string }[];
  poles: string[];
  elasticity_sets: Named[];
  beliefs: (Named & { text: string })[];
  data_date: string;
}
export interface Parameter {
  name: string;
  section: string;
  meaning: string;
  unit: string;
  value: number;
  low: number | null;
  high: number | null;
  sd: number | null;
  distribution: string;
  source: string;
  grade: string;
  note: string;
  editable: boolean;
  why_not: string;
}
/** Where policy stands today for a move. */
export interface Today {
  /** What is observed; null where there are no data, with the reason. */
  value: number | null;
  unit: string;
  text: string;
  source: string;
  /** Field of the move that a tick belongs to, and where on its slider it lies. */
  field: string | null;
  at: number | null;
  reason: string;
}
