const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Who recorded an event, as people can read it. Events name accounts by id and never by a person's name: one's own
 * account shows as its user name, any other by the beginning of its id; an import or another program names itself.
 */
export function actorText(actor: string, me: { subject: string; username: string }): string {
  if (actor === me.subject) return me.username;
  return uuid.test(actor) ? actor.slice(0, 8) : actor;
}
