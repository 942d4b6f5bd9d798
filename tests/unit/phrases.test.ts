/** What the command line says in place, in English: every other language has it, with the same put in. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';
import { placeholdersOf } from '../../src/base/message.ts';
import { readRegularFile, UnreadableFile } from '../../src/base/regular-file.ts';
import { sayUnreadable } from '../../src/messages/path-error.ts';
import { speaking, tell, told, tongueOf } from '../../src/messages/speech.ts';

const tongue = await tongueOf('zh-CN');
const SRC = new URL('../../src/', import.meta.url).pathname;

interface Node {
  type?: string;
  tag?: { value?: string };
  template?: { quasis: { cooked: string }[] };
  [member: string]: unknown;
}

/** The sentences that a source file tells, with {0}, {1} for what is put in. */
function toldIn(file: string): string[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  if (!/\b(?:tell|phrase)`/.test(text)) return [];
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const { type, tag, template } = node as Node;
    if (type === 'TaggedTemplateExpression' && template && (tag?.value === 'tell' || tag?.value === 'phrase'))
      found.push(template.quasis.map(({ cooked }) => cooked).reduce((before, part, i) => `${before}{${i - 1}}${part}`));
    for (const member of Object.values(node)) walk(member);
  };
  walk(parseSync(text, { syntax: 'typescript', target: 'es2022' }).body);
  return found;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const all = new Set(files.filter((name) => name !== 'messages/speech.ts').flatMap(toldIn));

describe('the phrases of zh-CN', () => {
  const { phrases } = tongue.names;

  test('are there for all that is told', () => {
    expect(all.size).toBeGreaterThan(400);
    expect([...all].filter((english) => !Object.hasOwn(phrases, english))).toEqual([]);
  });

  test('have the same put in, and words of their language', () => {
    for (const [english, chinese] of Object.entries(phrases)) {
      expect([english, placeholdersOf(chinese)]).toEqual([english, placeholdersOf(english)]);
      expect([english, /\p{Script=Han}|[，。：；、（）]|^[^a-z]*$|^MQTT$/u.test(chinese)]).toEqual([english, true]);
    }
  });

  test('end in a line feed where the English does', () => {
    for (const [english, chinese] of Object.entries(phrases))
      expect([english, chinese.endsWith('\n')]).toEqual([english, english.endsWith('\n')]);
  });
});

describe('what is told', () => {
  test('is English by itself', () => {
    expect(tell`${3} more`).toBe('3 more');
    expect(told('Before')).toBe('Before');
  });

  test('is in the language that is spoken, and in English where that lacks it', () => {
    expect(speaking(tongue, () => tell`${3} more`)).toBe('另外 3 个');
    expect(speaking(tongue, () => told('Before'))).toBe('之前');
    expect(speaking(tongue, () => tell`nobody said ${'constructor'} so far`)).toBe('nobody said constructor so far');
  });

  test('takes what is put in as text', () => {
    expect(speaking(tongue, () => tell`${'{1} $& {0}'} more`)).toBe('另外 {1} $& {0} 个');
    expect(tell`${'{1}'} more`).toBe('{1} more');
  });
});

test('what keeps a file from being read', () => {
  const problemOf = (path: string, most: number) => {
    try {
      readRegularFile(path, { most });
    } catch (error) {
      if (error instanceof UnreadableFile) return [sayUnreadable(error), speaking(tongue, () => sayUnreadable(error))];
    }
    throw new Error('it was read');
  };
  expect(problemOf(SRC, 1)).toEqual(['is a folder; name a file in it', '是文件夹；请指定其中的文件']);
  expect(problemOf('/dev/null', 1)[1]).toBe('不是普通文件，而是管道、套接字或设备文件；请指定文件');
  expect(problemOf(join(SRC, 'index.ts'), 0)).toEqual([
    'is larger than 0 MiB; name the right file',
    '大于 0 MiB；请指定正确的文件',
  ]);
  expect(problemOf(join(SRC, 'nothing'), 1)).toEqual(['cannot be read (ENOENT)', '无法读取（ENOENT）']);
});
