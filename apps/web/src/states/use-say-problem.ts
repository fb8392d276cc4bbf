import { App } from 'antd';
import type { Problem } from '../api/problem.ts';
import { useProblemText } from './problem-text.ts';

/** Says in passing what has not worked, where no form has room for it. */
export function useSayProblem(): (problem: Problem) => void {
  const { message } = App.useApp();
  const textOf = useProblemText();
  return (problem) => {
    const { title, detail } = textOf(problem);
    void message.error(detail ?? title);
  };
}
