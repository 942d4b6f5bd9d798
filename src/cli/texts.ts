import type { Steps } from '../base/steps.ts';
import { loadEdition } from '../edition/load.ts';
import type { Beside } from '../report/beside.ts';
import { type FormatName, formats } from '../report/formats.ts';
import type { Report } from '../report/report.gen.ts';
import { renderText } from '../report/text.ts';
import { readerTongue } from './language.ts';
import type { Look } from './print.ts';

/** A report as texts. Each is given once. */
export interface Texts {
  /** Makes these, and the summary, before they are asked for. */
  ahead: (names: readonly FormatName[]) => Steps;
  /** For a terminal. */
  summary: () => string;
  of: (name: FormatName, beside?: Beside) => string;
}

/** Of reports with more evidence the texts are made one after the other, because each may be as long, in characters. */
const MOST_AHEAD = 2 ** 20;

export function textsOf(report: Report, look: Look): Texts {
  const { clauses } = loadEdition(report.suite.edition);
  const tongue = readerTongue();
  const made = new Map<FormatName | 'summary', (beside?: Beside) => string>();
  const make = (name: FormatName): ((beside?: Beside) => string) => {
    const { prepare, render } = formats[name];
    if (prepare) return prepare(report, clauses, tongue);
    const text = render(report, clauses, undefined, tongue);
    return () => text;
  };
  const makeSummary = () => {
    const text = renderText(report, { ...look, clauses, tongue });
    return () => text;
  };
  const take = (name: FormatName | 'summary') => {
    const text = made.get(name) ?? (name === 'summary' ? makeSummary() : make(name));
    made.delete(name);
    return text;
  };
  return {
    *ahead(names) {
      const evidence = report.exchanges.reduce((sum, { answer }) => sum + (answer?.body?.length ?? 0), 0);
      if (evidence > MOST_AHEAD) return;
      made.set('summary', makeSummary());
      for (const name of names) {
        yield;
        made.set(name, make(name));
      }
    },
    summary: () => take('summary')(),
    of: (name, beside) => take(name)(beside),
  };
}
