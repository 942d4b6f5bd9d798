/** The examples of docs/fleet.md: each is what its published schema says, and splits its list as it promises to. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url).pathname;
const example = (name: string) => parse(readFileSync(`${root}docs/examples/${name}`, 'utf8'));
const zipped = (path: string) => JSON.parse(gunzipSync(readFileSync(`${root}tests/cli/fixtures/${path}`)).toString());

/** What a schema has against a document; the schemas are not strict, and hold formats that nobody checks. */
function problems(schema: object, document: unknown): string[] {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, logger: false, unicodeRegExp: false });
  const validate = ajv.compile(schema);
  return validate(document) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('the examples of the fleet', () => {
  test('GitHub: a matrix with a share for each job', () => {
    const schema = createRequire(import.meta.url)('schemastore/schemas/json/github-workflow.json') as object;
    const workflow = example('github-matrix.yml');
    expect(problems(schema, workflow)).toEqual([]);
    const { strategy, steps } = workflow.jobs.verify;
    const count = strategy.matrix.shard.length;
    expect(strategy.matrix.shard).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    expect(JSON.stringify(steps)).toContain(`--shard $\{{ matrix.shard }}/${count} `);
    expect(problems(schema, { ...workflow, jobs: { verify: { steps } } })).not.toEqual([]);
  });

  test('GitLab: parallel jobs, numbered from 1', () => {
    const schema = zipped('pipelines/gitlab-ci.schema.json.gz');
    const pipeline = example('gitlab-parallel.yml');
    expect(problems(schema, pipeline)).toEqual([]);
    expect(pipeline.verify.parallel).toBeGreaterThan(1);
    expect(pipeline.verify.script.join()).toContain('--shard $CI_NODE_INDEX/$CI_NODE_TOTAL');
    expect(problems(schema, { verify: { ...pipeline.verify, parallel: 'four' } })).not.toEqual([]);
  });

  test('Kubernetes: an indexed Job whose completions are the shards', () => {
    const schema = zipped('fleet/kubernetes-job.schema.json.gz');
    const job = example('kubernetes-job.yaml');
    expect(problems(schema, job)).toEqual([]);
    expect(job.spec.completionMode).toBe('Indexed');
    const [{ env }] = job.spec.template.spec.containers;
    expect(env).toEqual([{ name: 'ROMA_SHARDS', value: String(job.spec.completions) }]);
    expect(problems(schema, { ...job, spec: { ...job.spec, completion: 8 } })).not.toEqual([]);
  });
});
