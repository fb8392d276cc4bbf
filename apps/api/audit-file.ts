import { CSV_BEGIN, csvLine } from '../../libs/platform/csv.ts';
import type { AnsweredEntry } from './audit-pages.service.ts';

const HEADINGS = {
  zh: [
    '时间（北京时间）',
    '单位',
    '序号',
    '操作',
    '结果',
    '用户名',
    '账号',
    '角色',
    '地址',
    '对象',
    '详情',
    '请求编号',
  ],
  en: [
    'time (UTC+8)',
    'tenant',
    'position',
    'action',
    'outcome',
    'username',
    'account',
    'role',
    'address',
    'target',
    'details',
    'request',
  ],
};
const OUTCOMES = { zh: { done: '完成', refused: '拒绝' }, en: { done: 'done', refused: 'refused' } };

// Swedish dates and times are ISO's.
const time = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Asia/Shanghai',
});

/** The audit log as a file of CSV, line by line. */
export async function* auditFile(
  entries: AsyncIterable<AnsweredEntry>,
  language: 'zh' | 'en',
): AsyncGenerator<string, void, undefined> {
  yield CSV_BEGIN + csvLine(HEADINGS[language]);
  for await (const entry of entries) {
    yield csvLine([
      time.format(new Date(entry.recordedAt)),
      entry.tenantCode,
      entry.position,
      entry.action,
      OUTCOMES[language][entry.outcome],
      entry.username,
      entry.actor,
      entry.role,
      entry.address,
      entry.target,
      JSON.stringify(entry.details),
      entry.correlationId,
    ]);
  }
}
