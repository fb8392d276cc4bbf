import { describe, expect, it } from '@jest/globals';
import { auditOutcome } from './audit.ts';

const report = (vulnerabilities: object) => JSON.stringify({ auditReportVersion: 2, vulnerabilities });

describe('the audit of the dependencies', () => {
  it('is clean when nothing is known, or nothing grave', () => {
    expect(auditOutcome(report({}))).toEqual({ outcome: 'clean' });
    expect(auditOutcome(report({ a: { severity: 'moderate', via: ['b'] } }))).toEqual({ outcome: 'clean' });
  });

  it('names what is grave, and through what it comes', () => {
    const via = [{ title: 'Reads any file', url: 'https://example.org/advisory' }];
    expect(
      auditOutcome(report({ a: { severity: 'critical', via }, b: { severity: 'high', via: ['a'] } })),
    ).toEqual({
      outcome: 'vulnerable',
      advisories: ['a: critical: Reads any file (https://example.org/advisory)', 'b: high: through a'],
    });
  });

  it.each([
    ['a registry that keeps no advisories', '{"message":"405 Method Not Allowed"}', '405 Method Not Allowed'],
    ['no network', '{"message":"getaddrinfo ENOTFOUND"}', 'getaddrinfo ENOTFOUND'],
    ['nothing', '', 'npm audit printed no report'],
  ])('says that there was none, with %s', (_, printed, reason) => {
    expect(auditOutcome(printed)).toEqual({ outcome: 'unanswered', reason });
  });
});
