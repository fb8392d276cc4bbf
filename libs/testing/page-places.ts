import { readFile } from 'node:fs/promises';
import ts from 'typescript';
import type { Role } from '../tenancy/index.ts';
import { A1, TOWN_A, V1 } from './two-towns-story.ts';

/** What is said of an address of the pages, independently of the pages: who may open it, and what it shows then. */
export interface PagePlace {
  readonly roles: readonly Role[];
  /** Something that stands in its content once that is there. */
  readonly shows: string;
}

const TOWN_STAFF = ['town-clerk', 'town-leader'] as const;
const COUNTY_READERS = ['county-analyst', 'county-reviewer'] as const;
const STANDARD_READERS = [...COUNTY_READERS, 'county-administrator'] as const;
const EVERYBODY = [
  ...(['village-clerk', ...TOWN_STAFF, ...COUNTY_READERS] as const),
  ...(['county-administrator', 'auditor', 'operator'] as const),
] as const;

/**
 * Every address behind the sign-in, as the router writes it, in the county of the two towns' story. One that is not
 * here is not looked at, and fails.
 */
export const PAGE_PLACES: Readonly<Record<string, PagePlace>> = {
  '/county': { roles: COUNTY_READERS, shows: '各镇情况' },
  '/county/towns/:townCode': { roles: COUNTY_READERS, shows: '青石沟村老房' },
  '/county/towns/:townCode/villages/:villageId': { roles: COUNTY_READERS, shows: '全部记录' },
  '/county/towns/:townCode/projects/:venueId': { roles: COUNTY_READERS, shows: '项目全部记录' },
  '/county/alerts': { roles: COUNTY_READERS, shows: '逾期未完成' },
  '/county/targets': { roles: COUNTY_READERS, shows: '未下达' },
  '/county/periods': { roles: COUNTY_READERS, shows: '补登例外' },
  '/county/standards': { roles: STANDARD_READERS, shows: '各版本' },
  '/county/standards/new': { roles: ['county-reviewer', 'county-administrator'], shows: '预警阈值' },
  '/county/standards/:version': { roles: STANDARD_READERS, shows: '预警阈值' },
  '/county/coverage': { roles: COUNTY_READERS, shows: '尚未规划' },
  '/county/six-haves': { roles: COUNTY_READERS, shows: '阵地逐项情况' },
  '/county/progress': { roles: COUNTY_READERS, shows: '各镇进度' },
  '/county/money': { roles: COUNTY_READERS, shows: '资金流向（已安排）' },
  '/county/scoreboard': { roles: COUNTY_READERS, shows: '比率怎样算' },
  '/county/figures': { roles: COUNTY_READERS, shows: '核对填报的数' },
  '/town/figures': { roles: TOWN_STAFF, shows: '核对填报的数' },
  '/town': { roles: TOWN_STAFF, shows: '青石沟村老房' },
  '/town/villages/:villageId': { roles: ['village-clerk', ...TOWN_STAFF], shows: '全部记录' },
  '/town/projects/:venueId': { roles: ['village-clerk', ...TOWN_STAFF], shows: '项目全部记录' },
  '/town/to-do': { roles: ['village-clerk', ...TOWN_STAFF], shows: '两个月内到期' },
  '/town/board': { roles: ['village-clerk', ...TOWN_STAFF], shows: '待验收' },
  '/town/alerts': { roles: ['village-clerk', ...TOWN_STAFF], shows: '起算日期' },
  '/town/ledger': { roles: TOWN_STAFF, shows: '各项目资金' },
  '/town/programme': { roles: TOWN_STAFF, shows: '分批实施' },
  '/town/periods': { roles: TOWN_STAFF, shows: '如何申请补登' },
  '/county/towns/:townCode/ledger': { roles: COUNTY_READERS, shows: '各项目资金' },
  '/county/towns/:townCode/programme': { roles: COUNTY_READERS, shows: '分批实施' },
  '/county/towns/:townCode/to-do': { roles: COUNTY_READERS, shows: '两个月内到期' },
  '/county/towns/:townCode/board': { roles: COUNTY_READERS, shows: '待验收' },
  '/county/towns/:townCode/alerts': { roles: COUNTY_READERS, shows: '起算日期' },
  '/county/towns/:townCode/figures': { roles: COUNTY_READERS, shows: '核对填报的数' },
  '/rankings': {
    roles: ['village-clerk', ...TOWN_STAFF, ...COUNTY_READERS, 'county-administrator'],
    shows: '柳林镇',
  },
  '/account': { roles: EVERYBODY, shows: '二次验证' },
  '/accounts': { roles: ['town-leader', 'county-administrator'], shows: '最近登录' },
  '/audit': { roles: ['auditor', 'operator'], shows: '完成' },
  '/verification': { roles: ['auditor'], shows: '柳林镇' },
  '/tenants': { roles: ['county-administrator', 'operator'], shows: '柳林镇' },
};

/** Addresses that need no place: the way in, the way to one's own start, and what is no address at all. */
export const OTHER_ADDRESSES = ['/sign-in', '/', '/*'];

const PARAMETERS: Readonly<Record<string, string>> = {
  townCode: TOWN_A,
  villageId: A1.id,
  venueId: V1,
  version: '0',
};

/** An address of a page of the two towns' story. */
export function addressOf(pattern: string): string {
  return pattern.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = PARAMETERS[name];
    if (value === undefined) throw new Error(`there is no :${name} in PARAMETERS of page-places.ts`);
    return value;
  });
}

const ROUTER = new URL('../../apps/web/src/shell/router.tsx', import.meta.url);

/** Every address of the router, as it writes them. Its source is read: the router itself runs in browsers only. */
export async function routedAddresses(): Promise<string[]> {
  const source = ts.createSourceFile('router.tsx', await readFile(ROUTER, 'utf8'), ts.ScriptTarget.Latest);
  const addresses: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'createBrowserRouter')
      addresses.push(...addressesBelow(node.arguments[0]!, '', source));
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return addresses;
}

function addressesBelow(routes: ts.Expression, parent: string, source: ts.SourceFile): string[] {
  if (!ts.isArrayLiteralExpression(routes)) throw new Error('routes are written as one list');
  return routes.elements.flatMap((route) => {
    const members = new Map(
      (route as ts.ObjectLiteralExpression).properties
        .filter((member) => ts.isPropertyAssignment(member))
        .map((member) => [member.name.getText(source), member.initializer]),
    );
    const path = members.get('path') as ts.StringLiteral | undefined;
    const address = path === undefined ? parent : `${parent}/${path.text.replace(/^\//, '')}`;
    const children = members.get('children');
    return children === undefined ? [address || '/'] : addressesBelow(children, address, source);
  });
}
