/** The folder of the package, seen from the source (`.ts`) as well as from the build, `dist/libs/platform`. */
export const packageRoot = new URL(import.meta.url.endsWith('.js') ? '../../../' : '../../', import.meta.url);
