/** A sentence in the languages of the pages. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** A rule forbids what was asked for. `code` is stable. There is none without a way on from it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** What is wrong and what to do next, in one. */
  readonly sentence: Sentence;

  /**
   * @param rule what is wrong: the rule and what is missing.
   * @param next what to do about it: a step by the name that the pages give it, or what to check. It must be open to whoever reads it.
   * @param pointer the field of the command that is at fault, if one is: a JSON pointer.
   */
  constructor(
    readonly code: string,
    rule: Sentence,
    next: Sentence,
    readonly pointer?: string,
  ) {
    const sentence = { zh: `${rule.zh}，${next.zh}`, en: `${rule.en}; ${next.en}` };
    super(`${code}: ${sentence.en}`);
    this.sentence = sentence;
  }
}
