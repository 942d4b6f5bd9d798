import type { Deployment } from '../deployment/deployment.ts';
import { ENGLISH, phrase, speakFrom, tell, told } from '../messages/speech.ts';
import { visibleLine } from '../report/visible.ts';
import { padded, widthOf } from '../report/wrap.ts';
import { type Diagnosis, examine } from '../suite/doctor.ts';
import { EXIT, type ExitCode, worstOf } from '../verdict/exit-code.ts';
import { readDeployments } from './inputs.ts';
import { interruptible } from './interrupt.ts';
import { wantsColour } from './terminal.ts';

const MARKS: Readonly<Record<Diagnosis['state'], { mark: string; code: number }>> = {
  ok: { mark: '✓', code: 32 },
  doubt: { mark: '!', code: 33 },
  bad: { mark: '✗', code: 31 },
};

/** `doctor`: says what a run would lack, and how to mend it. Sends no force-offline. */
export async function doctor(files: readonly string[], { json }: { json?: boolean }): Promise<ExitCode> {
  const deployments = await readDeployments(files, process.env);
  const colour = wantsColour(process.stdout, process.env);
  const interrupt = interruptible();
  const codes: ExitCode[] = [];
  try {
    for (const deployment of deployments) {
      if (interrupt.signal.aborted) break;
      // Programs read English.
      if (json) speakFrom(ENGLISH);
      const show = table(deployment, colour);
      if (!json) process.stdout.write(`${deployment.name}\n`);
      // A login may take its time: whoever waits sees what was found until then.
      const onFound = (row: Diagnosis) => void (json || process.stdout.write(show(row)));
      const rows = await examine(deployment, { signal: interrupt.signal, onFound });
      codes.push(rows.some(({ state }) => state === 'bad') ? EXIT.inconclusive : EXIT.conformant);
      process.stdout.write(
        json
          ? `${JSON.stringify({ deployment: deployment.name, diagnoses: rows }, null, 2)}\n`
          : lastLine(deployment.name, rows),
      );
    }
    return worstOf(interrupt.signal.aborted ? [...codes, EXIT.interrupted] : codes);
  } finally {
    interrupt.stop();
  }
}

const TOPICS = [
  phrase`name`,
  phrase`proxy`,
  phrase`connection`,
  phrase`credential`,
  phrase`clock`,
  phrase`broker`,
  phrase`device`,
  phrase`absent`,
  phrase`checks`,
];

/** "device 20001" in the language of the reader. */
const topicOf = (topic: string): string =>
  topic
    .split(' ')
    .map((word) => (TOPICS.includes(word) ? told(word) : word))
    .join(' ');

/** Rows below each other, as wide as the widest that is to be expected. */
function table({ devices }: Deployment, colour: boolean): (row: Diagnosis) => string {
  const expected = [...TOPICS, ...devices.map(({ id }) => `device ${id}`)];
  const width = Math.max(...expected.map((topic) => widthOf(topicOf(topic))));
  return ({ topic, state, says, mend }) => {
    const { mark, code } = MARKS[state];
    const shown = colour ? `\x1b[${code}m${mark}\x1b[0m` : mark;
    const line = `  ${shown} ${padded(topicOf(topic), width)}  ${visibleLine(says)}\n`;
    return mend === null ? line : `${line}    ${' '.repeat(width)}  -> ${visibleLine(mend)}\n`;
  };
}

function lastLine(name: string, rows: readonly Diagnosis[]): string {
  const bad = rows.filter(({ state }) => state === 'bad').length;
  const end = bad > 0 ? tell`${bad} to mend before a run is worth its while` : tell`ready to be verified`;
  return `${tell`${name}: ${end}`}
`;
}
