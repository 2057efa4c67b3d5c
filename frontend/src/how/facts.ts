// Numbers of the documentation that this view quotes. A test holds every one against its page: change the page first.
import { MINUS } from '../lib/format';

export interface Fact {
  /** As the page writes it. */
  value: string;
  /** The file, from the root of the repository. */
  file: string;
  /** Words of the file in which the value stands. */
  quote: string;
}

const fact = (value: string, file: string, quote: string): Fact => ({ value, file, quote });

export const FACTS = {
  economies: fact('79', 'docs/data.md', '79 economies and `ROW`, 28 sectors (27 goods, one services), 2022'),
  sectors: fact('28', 'docs/data.md', '79 economies and `ROW`, 28 sectors (27 goods, one services), 2022'),
  satellites: fact('116', 'docs/limits.md', '79 economies are their own. 116 more are in `ROW`'),
  publishedSets: fact('eight', 'docs/limits.md', 'over three deficit closures and eight published elasticity sets'),
  closures: fact('three', 'docs/limits.md', 'over three deficit closures and eight published elasticity sets'),
  replicated: fact('66 of 66', 'README.md', '66 of 66 numbers agree.'),
  taiwanWorld: fact('-0.063', 'docs/limits.md', '| long run | -3.490 | -0.436 | -0.101 | -0.021 | -0.063 |'),
  taiwanSingapore: fact('-0.436', 'docs/limits.md', '| long run | -3.490 | -0.436 | -0.101 | -0.021 | -0.063 |'),
  taiwanSingaporeShort: fact('-3.878 to -5.891', 'docs/limits.md', '| short run, elasticity 0.2 to 0.04 | -3.878 to -5.891 |'),
  taiwanSingaporeLeontief: fact('-6.510', 'docs/limits.md', '| Leontief | -6.510 |'),
  leversGain: fact('+0.16 ± 0.07 %, +0.26 ± 0.20 %, +0.18 ± 0.16 %, +0.25 ± 0.38 %', 'docs/backtest.md', 'honest: Levers add +0.16 ± 0.07 %, +0.26 ± 0.20 %, +0.18 ± 0.16 %, +0.25 ± 0.38 % at 1, 3, 5 and 8 years over mean reversion'),
  modelGain: fact('+0.07 ± 0.13 %, -0.04 ± 0.47 %, +0.17 ± 0.37 %, +0.45 ± 1.56 %', 'docs/backtest.md', 'honest: The default model gains +0.07 ± 0.13 %, -0.04 ± 0.47 %, +0.17 ± 0.37 %, +0.45 ± 1.56 % at 1, 3, 5 and 8 years over random walk'),
  honestCover: fact('50.1 and 89.0 %', 'docs/backtest.md', "honest: at 3 years the default model's 50 and 90 % intervals hold 50.1 and 89.0 % of what came"),
  publishedCover: fact('46.4 and 87.5 %', 'docs/backtest.md', "honest_published: at 5 years the default model's 50 and 90 % intervals hold 46.4 and 87.5 % of what came"),
  laterHalf: fact('40 to 42 %', 'docs/backtest.md', '40 to 42 % in the 50 % interval at three and five years'),
  placeboTrue: fact('+0.26', 'docs/backtest.md', '+0.08 (-0.04 to +0.20; true +0.26)'),
  placeboDealt: fact('-0.04 to +0.20', 'docs/backtest.md', '+0.08 (-0.04 to +0.20; true +0.26)'),
  triangleYears: fact('Two of four', 'docs/triangle.md', 'Two of four are recognised: 1955 and 2024. 1972 and 1985 are not.'),
  regressions: fact('836', 'docs/alignment-parameters.md', 'Of 836 regressions of levers 183 have p ≤ 0.05, where 42 would by chance'),
  regressionsFound: fact('183', 'docs/alignment-parameters.md', 'Of 836 regressions of levers 183 have p ≤ 0.05, where 42 would by chance'),
  regressionsChance: fact('42', 'docs/alignment-parameters.md', 'Of 836 regressions of levers 183 have p ≤ 0.05, where 42 would by chance'),
  visitsShuffled: fact('one case of five', 'docs/alignment-parameters.md', 'A small positive association that shuffled visits reach in one case of five.'),
  incomePrior: fact('0 ± 0.263', 'docs/alignment-parameters.md', '| 1 % of real income | log attraction | 0 ± 0.263 | 0.2 ± 0.2 | 0.5 ± 0.25 |'),
  feedbackPrior: fact('0 ± 0.453', 'docs/alignment-parameters.md', '| 1 ideal point of distance | % of the trade cost | 0 ± 0.453 |'),
  tariffGain: fact('0.259 %', 'docs/limits.md', 'raise the real income of the United States by 0.259 %'),
  tariffWorld: fact('0.052 %', 'docs/limits.md', 'while the world loses 0.052 %'),
  ireland: fact('-0.933 %', 'docs/limits.md', 'in `in-force-2026` (-0.933 %)'),
  mexicoFirst: fact('1.31 %', 'docs/limits.md', 'Mexico under NAFTA 1.31 % against 0.007 %'),
  mexicoExact: fact('0.007 %', 'docs/limits.md', 'Mexico under NAFTA 1.31 % against 0.007 %'),
  nearerChina: fact('137', 'docs/order.md', "137 states nearer to China than to the United States are not China's followers"),
  disputesEnd: fact('2014', 'docs/order.md', 'had a militarized dispute in 1990 and 5.7 % in 2014, the last year of that series'),
  callsOfVotes: fact('January 2020', 'README.md', 'votes by roll call in January 2020'),
  pactsEnd: fact('2018', 'README.md', 'alliances in the data end in 2018, sanctions in 2022'),
  sanctionsEnd: fact('2022', 'README.md', 'alliances in the data end in 2018, sanctions in 2022'),
  gegravityModel: fact('30 economies', 'docs/replications.md', '30 economies, manufacturing, 2006'),
  mapShapes: fact('Four', 'docs/map-policy.md', 'Four shapes carry `disputed: true` and are drawn with a dashed outline.'),
} as const satisfies Record<string, Fact>;

/** The value as the page shows it. */
export const n = (name: keyof typeof FACTS): string => FACTS[name].value.replaceAll('-', MINUS);
