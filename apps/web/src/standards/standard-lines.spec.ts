import { describe, expect, it } from '@jest/globals';
import { differences, type StandardLine } from './standard-lines.ts';

const line = (part: StandardLine['part'], id: string, value: string): StandardLine => ({
  id: `${part}/${id}`,
  part,
  label: id,
  value,
});

describe('what a later standard says otherwise', () => {
  it('is nothing where only the order of a list is another', () => {
    const [office, library] = [line('rooms', 'office', '办公室'), line('rooms', 'library', '阅览室')];
    expect(differences([office, library], [library, office])).toEqual([]);
  });

  it('names what was before and what is now, and what came or went, part by part', () => {
    const before = [
      line('limits', 'minAreaDm2', '200 ㎡'),
      line('rooms', 'office', '办公室'),
      line('rooms', 'clinic', '卫生室'),
    ];
    const after = [
      line('limits', 'minAreaDm2', '180 ㎡'),
      line('rooms', 'office', '办公室'),
      line('sources', 'town/镇级财政', '镇级财政'),
    ];
    expect(differences(before, after).map(({ id, before, after }) => [id, before, after])).toEqual([
      ['limits/minAreaDm2', '200 ㎡', '180 ㎡'],
      ['rooms/clinic', '卫生室', null],
      ['sources/town/镇级财政', null, '镇级财政'],
    ]);
  });
});
