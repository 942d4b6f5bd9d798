import { withoutCiCommands } from '../ci-commands.ts';
import { xmlAttribute, xmlText } from '../escape-xml.ts';

export interface JunitCase {
  classname: string;
  name: string;
  seconds: number;
  /** `output`: a pass that has something to say. */
  kind: 'passed' | 'output' | 'failure' | 'error' | 'skipped';
  /** One line; of a failure, an error or a skip. */
  message?: string;
  /** Of a failure or an error. */
  type?: string;
  /** Of a failure, an error or an output. */
  detail?: string;
}

export interface JunitSuite {
  name: string;
  properties?: readonly (readonly [name: string, value: string])[];
  /** ISO 8601, without zone. */
  timestamp?: string;
  cases: readonly JunitCase[];
}

export interface JunitRun {
  name: string;
  seconds: number;
  suites: readonly JunitSuite[];
}

/** junit.xml, as CI servers read it. Text of others is escaped, and cannot command a CI server that shows it. Pure. */
export function junitXml({ name, seconds, suites }: JunitRun): string {
  const all = suites.flatMap(({ cases }) => cases);
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${xmlAttribute(name)}" ${counts(all)} time="${seconds.toFixed(3)}">
${suites.map(suiteXml).join('')}</testsuites>
`;
  return withoutCiCommands(xml, { colon: '&#58;', hash: '&#35;' });
}

function suiteXml({ name, properties = [], timestamp, cases }: JunitSuite): string {
  const time = cases.reduce((total, { seconds }) => total + seconds, 0).toFixed(3);
  const when = timestamp === undefined ? '' : ` timestamp="${xmlAttribute(timestamp)}"`;
  const rows = properties.map(
    ([key, value]) => `      <property name="${xmlAttribute(key)}" value="${xmlAttribute(value)}"/>\n`,
  );
  const head = rows.length === 0 ? '' : `    <properties>\n${rows.join('')}    </properties>\n`;
  return `  <testsuite name="${xmlAttribute(name)}" ${counts(cases)} time="${time}"${when}>
${head}${cases.map(caseXml).join('')}  </testsuite>
`;
}

function caseXml(one: JunitCase): string {
  const { classname, name, seconds } = one;
  const open = `    <testcase classname="${xmlAttribute(classname)}" name="${xmlAttribute(name)}" time="${seconds.toFixed(3)}"`;
  const content = contentOf(one);
  return content === '' ? `${open}/>\n` : `${open}>\n      ${content}\n    </testcase>\n`;
}

function contentOf({ kind, message = '', type = '', detail = '' }: JunitCase): string {
  switch (kind) {
    case 'passed':
      return '';
    case 'output':
      return `<system-out>${xmlText(detail)}</system-out>`;
    case 'skipped':
      return `<skipped message="${xmlAttribute(message)}"/>`;
    case 'failure':
    case 'error':
      return `<${kind} message="${xmlAttribute(message)}" type="${xmlAttribute(type)}">${xmlText(detail)}</${kind}>`;
  }
}

function counts(cases: readonly JunitCase[]): string {
  const count = (kind: JunitCase['kind']) => cases.filter((one) => one.kind === kind).length;
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}
