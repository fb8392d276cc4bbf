import type { FormInstance } from 'antd';
import { useEffect } from 'react';
import type { Problem } from '../api/problem.ts';
import type { FieldError } from '../api/types.ts';
import type { Language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { placeErrors, type PointerMap } from './server-errors.ts';

/** Puts a refusal's messages on the fields that they are about, and leads to the first of them. */
export function useServerErrors<Values extends object>(
  form: FormInstance<Values>,
  problem: Problem | null,
  pointers: PointerMap,
): void {
  const language = useLanguage();
  // After the render, when the problem has taken its room and the field scrolls into what is left.
  useEffect(() => {
    if (problem === null) return;
    const { fields } = placeErrors(errorsIn(problem, language), pointers);
    form.setFields(fields as Parameters<typeof form.setFields>[0]);
    const first = fields[0];
    if (first !== undefined) form.scrollToField(first.name, { block: 'center', focus: true });
  }, [problem, language, pointers, form]);
}

/** A rule's refusal has its sentence in both languages; a field error has the one that was asked for. */
export function errorsIn(problem: Problem, language: Language): FieldError[] {
  const sentence = problem.detail(language);
  return problem.errors.map((error) =>
    error.code === problem.code && sentence !== undefined ? { ...error, message: sentence } : error,
  );
}
