import { describe, expect, it } from '@jest/globals';
import { NotFoundException, UnsupportedMediaTypeException, type ArgumentsHost } from '@nestjs/common';
import {
  CommandIdReused,
  StoreBusy,
  TenantClosed,
  TenantSuspended,
  VersionConflict,
} from '../event-store/index.ts';
import { Refusal } from '../features/shared/refusal.ts';
import { aLogger } from '../testing/builders/logger.builder.ts';
import { notFound, prefersEnglish, Problem, ProblemFilter } from './problem.ts';

/** What a client gets for an error, and what the log says. */
function answerTo(error: unknown, language?: string) {
  const { logger, lines } = aLogger();
  const answer: { status?: number; headers: Record<string, unknown>; body: Record<string, unknown> } = {
    headers: {},
    body: {},
  };
  const reply = {
    raw: {},
    status: (status: number) => Object.assign(reply, void (answer.status = status)),
    header: (name: string, value: unknown) => Object.assign(reply, void (answer.headers[name] = value)),
    send: (body: Record<string, unknown>) => void (answer.body = body),
  };
  const request = { headers: { 'accept-language': language }, method: 'POST', url: '/api/v1/x' };
  const http = { getRequest: () => request, getResponse: () => reply };
  new ProblemFilter(logger).catch(error, { switchToHttp: () => http } as unknown as ArgumentsHost);
  return { ...answer, lines };
}

const refusal = new Refusal(
  'venue.already-planned',
  { zh: '不能重复编制', en: 'planned already' },
  { zh: '请换编号', en: 'take another id' },
  '/venueId',
);

describe('a refusal', () => {
  it('is a problem in Chinese with the pointer of the field', () => {
    const { status, headers, body, lines } = answerTo(refusal);
    expect(status).toBe(422);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(body).toEqual({
      type: 'urn:zhendi:problem:venue.already-planned',
      title: '不符合规定',
      titleEn: 'A rule forbids this',
      status: 422,
      detail: '不能重复编制，请换编号',
      detailEn: 'planned already; take another id',
      code: 'venue.already-planned',
      errors: [{ pointer: '/venueId', code: 'venue.already-planned', message: '不能重复编制，请换编号' }],
    });
    expect(lines).toEqual([]);
  });

  it('is in English when English is asked for', () => {
    expect(answerTo(refusal, 'en').body).toMatchObject({
      title: 'A rule forbids this',
      detail: 'planned already; take another id',
      errors: [{ message: 'planned already; take another id' }],
    });
  });

  it('of no field in particular has no list of errors', () => {
    const ofNothing = new Refusal('a.b', { zh: '一', en: 'one' }, { zh: '二', en: 'two' });
    expect(answerTo(ofNothing).body).not.toHaveProperty('errors');
  });
});

describe('what the program refuses', () => {
  it.each<[unknown, number, string]>([
    [new CommandIdReused('x'), 422, 'idempotency-key.reused'],
    [new VersionConflict([]), 409, 'version.conflict'],
    [new TenantSuspended(7), 403, 'tenant.suspended'],
    [new TenantClosed(7), 403, 'tenant.closed'],
    [notFound({ zh: '这个镇', en: 'town' }), 404, 'not-found'],
    [new NotFoundException(), 404, 'not-found'],
    [new UnsupportedMediaTypeException(), 415, 'body.media-type'],
    [Object.assign(new Error('body'), { statusCode: 413 }), 413, 'body.too-large'],
    [Object.assign(new Error('broken json'), { statusCode: 400 }), 400, 'request.unreadable'],
    [Object.assign(new Error('hung up'), { statusCode: 400, code: 'ECONNRESET' }), 400, 'request.unreadable'],
  ])('%s is answered with %d %s', (error, status, code) => {
    const answer = answerTo(error);
    expect(answer).toMatchObject({ status, body: { status, code, type: `urn:zhendi:problem:${code}` } });
    expect(answer.lines).toEqual([]);
  });

  it('while too many record at once says when to come again', () => {
    expect(answerTo(new StoreBusy())).toMatchObject({
      status: 503,
      headers: { 'retry-after': 1 },
      body: { code: 'store.busy' },
    });
  });

  it('for now says when to come again', () => {
    const busy = new Problem(503, 'view.behind', { zh: '稍候', en: 'wait' }, { retryAfterSeconds: 3 });
    expect(answerTo(busy)).toMatchObject({ status: 503, headers: { 'retry-after': 3 } });
  });
});

describe('what nobody foresaw', () => {
  it.each<[string, unknown]>([
    ['an error', new Error('password=hunter2 at /srv/zhendi')],
    ['an error of the database', Object.assign(new Error('duplicate key: hunter2'), { code: '23505' })],
    ['what is not even an error', 'hunter2'],
    ['nothing', undefined],
    ['null', null],
  ])('tells the client nothing and the log all: %s', (_, error) => {
    const { status, body, lines } = answerTo(error);
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('hunter2');
    expect(body).toMatchObject({ code: 'internal', title: '系统出错，请稍后重试', id: expect.any(String) });
    expect(lines).toEqual([
      expect.objectContaining({ msg: 'request failed', id: body.id, url: '/api/v1/x' }),
    ]);
  });

  it.each([
    Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' }),
    Object.assign(new Error('sorry, too many clients already'), { code: '53300' }),
    Object.assign(new Error('terminating connection due to idle-in-transaction timeout'), { code: '25P03' }),
    // What the driver says of a connection that broke has no code.
    new Error('Connection terminated unexpectedly'),
    new Error('Connection terminated due to connection timeout'),
    new Error('Query read timeout'),
    new Error('timeout exceeded when trying to connect'),
    new Error('Client has encountered a connection error and is not queryable'),
  ])('but is a database out of reach is told as that: $message', (error) => {
    expect(answerTo(error)).toMatchObject({
      status: 503,
      headers: { 'retry-after': 2 },
      body: { code: 'database.unavailable' },
    });
  });
});

describe('English', () => {
  it.each([
    ['en', true],
    ['en-US,zh;q=0.5', true],
    [' EN', true],
    ['zh-CN,en;q=0.9', false],
    ['eng-x', false],
    ['', false],
    [undefined, false],
  ])('for %j: %p', (header, english) => {
    expect(prefersEnglish(header)).toBe(english);
  });
});
