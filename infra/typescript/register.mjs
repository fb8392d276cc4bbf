// Lets plain Node import the TypeScript sources: Jest transforms only what runs inside a test, and its global set-up
// must start the very server that the sources describe, not the one of an older build.
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
