import { describe, expect, it } from '@jest/globals';
import type { SourceFigures, Tier } from '../api/types.ts';
import { bySize } from './sources.ts';

function source(name: string, tier: Tier, amountFen: number): SourceFigures {
  return { source: name, tier, kind: 'cash', amountFen, wan: '0.00', sharePct: '0.0' };
}

describe('sources of money', () => {
  it('come largest first, equal ones in the order higher, town, village', () => {
    const sources = [
      source('群众自筹', 'village', 500),
      source('镇级财政', 'town', 900),
      source('党费', 'higher', 500),
    ];
    expect(bySize(sources).map((row) => row.source)).toEqual(['镇级财政', '党费', '群众自筹']);
  });
});
