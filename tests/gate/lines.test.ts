import { describe, expect, test } from '@jest/globals';
import { yamlLines } from '../../src/deployment/yaml-lines.ts';
import { jsonLines, jsonProblem } from '../../src/gate/read/lines.ts';

const JSON_TEXT = `{
  "a": {
    "b/c": [1,
      {"d": 2}],
    "e": 3
  },
  "a~": 4
}`;
const YAML_TEXT = `base: &base
  shared: 1
a:
  <<: *base
  b/c:
    - 1
    - d: 2
  e: {f: 3}
alias: *base
"200":
  x: 1
`;

describe('the line of a pointer', () => {
  test.each([
    ['/a', 2],
    ['/a/b~1c', 3],
    ['/a/b~1c/1', 4],
    ['/a/b~1c/1/d', 4],
    ['/a/e', 5],
    ['/a~0', 7],
  ])('JSON %s', (pointer, line) => expect(jsonLines(JSON_TEXT, [pointer]).get(pointer)).toBe(line));

  test.each([
    ['/a', 3],
    ['/a/b~1c', 5],
    ['/a/b~1c/1', 7],
    ['/a/b~1c/1/d', 7],
    ['/a/e/f', 8],
    ['/a/shared', 2],
    ['/alias/shared', 2],
    ['/200/x', 11],
  ])('YAML %s', (pointer, line) => expect(yamlLines(YAML_TEXT, [pointer]).get(pointer)).toBe(line));

  test('what is not there has that of what is around it', () => {
    expect(jsonLines(JSON_TEXT, ['/a/e/x']).get('/a/e')).toBe(5);
    expect(yamlLines(YAML_TEXT, ['/a/b~1c/7']).get('/a/b~1c')).toBe(5);
  });
});

test.each([
  ['', ': is empty'],
  ['{"a": 1,\n"b" 2}', ':2: no JSON: a colon is missing'],
  ['{"a": 1\n"b": 2}', ':2: no JSON: a comma is missing'],
  ['{"a": [1,', ':1: no JSON'],
  ['{"a": 1, "a": 2}', ': no JSON: nested too deep, a name that is there twice'],
  ['['.repeat(100_000), ': no JSON'],
])('what is wrong with %j', (text, told) => expect(jsonProblem(text)).toContain(told));
