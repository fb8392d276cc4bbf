import { canonicalJson, partDigest, type Json, type SqlClient } from '../../../libs/event-store/index.ts';
import { OperatorError } from '../operator-error.ts';
import type { ExportedAttachment, ExportedEvent, ExportedReceipt } from './export-lines.ts';
import type { Manifest } from './manifest.ts';

/**
 * Makes the tenant of an export: a county, or a town of a county that is here.
 *
 * @returns its tenant id here, and its county's.
 * @throws {OperatorError} when it is here already, or its county is not.
 */
export async function insertTenant(
  owner: SqlClient,
  { tenant, county }: Manifest,
): Promise<{ tenantId: number; countyId: number }> {
  const taken = await owner.query<{ code: string }>(
    'select code from zhendi.tenant where code = $1 or public_id = $2',
    [tenant.code, tenant.publicId],
  );
  if (taken.rows[0])
    throw new OperatorError(
      `${tenant.code} ${tenant.name} is here already, as ${taken.rows[0].code}: nothing was imported`,
    );
  const { rows } = await owner.query<{ tenant_id: number; county_id: number }>(
    `insert into zhendi.tenant (tenant_id, county_id, public_id, level, code, name, status, merged_into, created_at)
     overriding system value
     select id, case when $2 = 'county' then id else county.tenant_id end, $1, $2, $3, $4, $5, successor.tenant_id, $6
     from (select nextval(pg_get_serial_sequence('zhendi.tenant', 'tenant_id'))::integer as id) n
     left join zhendi.tenant county on county.code = $7 and county.level = 'county'
     left join zhendi.tenant successor on successor.public_id = $8
     where $2 = 'county' or county.tenant_id is not null
     returning tenant_id, county_id`,
    [
      tenant.publicId,
      tenant.level,
      tenant.code,
      tenant.name,
      tenant.status,
      tenant.createdAt,
      county.code,
      tenant.mergedInto,
    ],
  );
  if (!rows[0])
    throw new OperatorError(
      `the county ${county.code} ${county.name} is not here: import or create it first`,
    );
  const { tenant_id: tenantId, county_id: countyId } = rows[0];
  await insertNames(owner, tenantId, tenant.names);
  return { tenantId, countyId };
}

async function insertNames(
  owner: SqlClient,
  tenantId: number,
  names: Manifest['tenant']['names'],
): Promise<void> {
  await owner.query(
    `insert into zhendi.tenant_name (tenant_id, valid_from, recorded_at, code, name)
     select $1, coalesce(valid_from, '-infinity'), coalesce(recorded_at, '-infinity'), code, name
     from unnest($2::date[], $3::timestamptz[], $4::text[], $5::text[]) as n (valid_from, recorded_at, code, name)`,
    [
      tenantId,
      names.map(({ validFrom }) => validFrom),
      names.map(({ recordedAt }) => recordedAt),
      names.map(({ code }) => code),
      names.map(({ name }) => name),
    ],
  );
}

/** Adds events as they are, each with the digests of its parts that an append would have kept. */
export async function insertEvents(
  owner: SqlClient,
  tenantId: number,
  events: readonly ExportedEvent[],
): Promise<void> {
  const texts = events.map(({ data, metadata }) => ({
    data: canonicalJson(data),
    metadata: canonicalJson(metadata as unknown as Json),
  }));
  await owner.query(
    `insert into zhendi.event (tenant_id, position, stream_type, stream_id, stream_version, event_id, type, schema_version,
                               data, metadata, occurred_on, recorded_at, hash, parts)
     select $1, position, stream_type, stream_id, stream_version, event_id, type, schema_version,
            data::jsonb, metadata::jsonb, occurred_on, recorded_at, decode(hash, 'hex'), decode(parts, 'hex')
     from unnest($2::bigint[], $3::text[], $4::uuid[], $5::integer[], $6::uuid[], $7::text[], $8::smallint[], $9::text[],
                 $10::text[], $11::date[], $12::timestamptz[], $13::text[], $14::text[])
       as e (position, stream_type, stream_id, stream_version, event_id, type, schema_version, data, metadata, occurred_on,
             recorded_at, hash, parts)`,
    [
      tenantId,
      events.map(({ position }) => position),
      events.map(({ stream }) => stream.type),
      events.map(({ stream }) => stream.id),
      events.map(({ stream }) => stream.version),
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ schemaVersion }) => schemaVersion),
      texts.map(({ data }) => data),
      texts.map(({ metadata }) => metadata),
      events.map(({ occurredOn }) => occurredOn),
      events.map(({ recordedAt }) => recordedAt),
      events.map(({ hash }) => hash),
      texts.map(({ data, metadata }) => partDigest(data) + partDigest(metadata)),
    ],
  );
}

export async function insertReceipts(
  owner: SqlClient,
  tenantId: number,
  receipts: readonly ExportedReceipt[],
): Promise<void> {
  await owner.query(
    `insert into zhendi.command (tenant_id, command_id, request_hash, first_position, last_position, recorded_at)
     select $1, id, decode(request_hash, 'hex'), first_position, last_position, recorded_at
     from unnest($2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::timestamptz[])
       as r (id, request_hash, first_position, last_position, recorded_at)`,
    [
      tenantId,
      receipts.map(({ commandId }) => commandId),
      receipts.map(({ requestHash }) => requestHash),
      receipts.map(({ firstPosition }) => firstPosition),
      receipts.map(({ lastPosition }) => lastPosition),
      receipts.map(({ recordedAt }) => recordedAt),
    ],
  );
}

export async function insertAttachments(
  owner: SqlClient,
  tenantId: number,
  attachments: readonly ExportedAttachment[],
): Promise<void> {
  await owner.query(
    `insert into zhendi.attachment (tenant_id, sha256, village_id, name, media_type, bytes, uploaded_by, uploaded_at)
     select $1, sha256, village_id, name, media_type, bytes, uploaded_by, uploaded_at
     from unnest($2::text[], $3::uuid[], $4::text[], $5::text[], $6::integer[], $7::uuid[], $8::timestamptz[])
       as a (sha256, village_id, name, media_type, bytes, uploaded_by, uploaded_at)`,
    [
      tenantId,
      attachments.map(({ sha256 }) => sha256),
      attachments.map(({ villageId }) => villageId),
      attachments.map(({ name }) => name),
      attachments.map(({ mediaType }) => mediaType),
      attachments.map(({ bytes }) => bytes),
      attachments.map(({ uploadedBy }) => uploadedBy),
      attachments.map(({ uploadedAt }) => uploadedAt),
    ],
  );
}
