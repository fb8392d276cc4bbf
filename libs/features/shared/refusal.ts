/** A sentence in the languages of the pages. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** A rule of the domain forbids the command. `code` is stable; the sentence says what is wrong and what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: string,
    readonly sentence: Sentence,
    /** The field of the command that is at fault, if one is: a JSON pointer. */
    readonly pointer?: string,
  ) {
    super(`${code}: ${sentence.en}`);
  }
}
