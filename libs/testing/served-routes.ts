import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { countyCommands, townCommands } from '../features/commands.ts';
import { routeName } from '../features/shared/command.ts';

/** The routes that the server answers, `GET /api/v1/me`, read from its own printed tree. */
export function servedRoutes(app: NestFastifyApplication): string[] {
  const path: string[] = [];
  const routes: string[] = [];
  const tree: string = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  for (const line of tree.split('\n')) {
    const [, indent, segment, methods] = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (segment === undefined) continue;
    path.splice(indent!.length / 4, Infinity, segment);
    for (const method of methods?.split(', ') ?? []) routes.push(`${method} ${path.join('')}`);
  }
  return routes;
}

/** Those of the API, as its description names them: one for each command, parameters in braces. */
export function servedApiRoutes(app: NestFastifyApplication): string[] {
  return (
    servedRoutes(app)
      // Pages, operations and the description itself are not part of what is described.
      .filter((route) => !route.startsWith('HEAD ') && route.includes(' /api/v1/'))
      .flatMap((route) => {
        if (!route.endsWith('/:command')) return [route];
        const commands = route.includes('/counties/') ? countyCommands : townCommands;
        return commands.map(({ name }) => route.replace(':command', routeName(name)));
      })
      .map((route) => route.replace(/:(\w+)/g, '{$1}'))
  );
}
