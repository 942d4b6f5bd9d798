import { ENGLISH, speaking } from '../../messages/speech.ts';
import { withoutCiCommands } from '../../report/ci-commands.ts';
import { printableJson } from '../../report/printable-json.ts';
import type { GateReport } from '../gate.gen.ts';
import { renderGateChangelog } from './changelog.ts';
import { renderGateGithub } from './github.ts';
import { renderGateJunit } from './junit.ts';
import { renderGateMarkdown } from './markdown.ts';
import { renderGateSarif } from './sarif.ts';
import { renderGateText } from './text.ts';
import type { FailOn } from './words.ts';

export type GateFormatName = 'text' | 'json' | 'markdown' | 'changelog' | 'sarif' | 'junit' | 'github';

export interface GateRendering {
  /** Of this suite. */
  version: string;
  failOn: FailOn;
  colour: boolean;
}

export interface GateFormat {
  /** Name of its file; null: it is printed. */
  file: string | null;
  render: (report: GateReport, rendering: GateRendering) => string;
}

/** Programs read English, whoever started them. */
const forPrograms =
  (render: GateFormat['render']): GateFormat['render'] =>
  (report, rendering) =>
    speaking(ENGLISH, () => render(report, rendering));

/** Every format. Help and what is written are made of this list. */
export const gateFormats: Readonly<Record<GateFormatName, GateFormat>> = {
  text: { file: null, render: (report, { colour }) => renderGateText(report, { colour }) },
  json: { file: 'gate.json', render: (report) => withoutCiCommands(printableJson(report)) },
  markdown: { file: 'gate.md', render: renderGateMarkdown },
  changelog: { file: 'changelog.md', render: renderGateChangelog },
  sarif: { file: 'gate.sarif', render: forPrograms((report, { version }) => renderGateSarif(report, version)) },
  junit: { file: 'gate.xml', render: forPrograms((report, { failOn }) => renderGateJunit(report, failOn)) },
  github: { file: null, render: forPrograms((report, { failOn }) => renderGateGithub(report, failOn)) },
};

/** The names of the formats, in the order of the list. */
export const gateFormatList = Object.keys(gateFormats) as GateFormatName[];

/** Every file that a comparison may be written to. */
export const gateFiles: readonly string[] = gateFormatList.flatMap((name) => gateFormats[name].file ?? []);
