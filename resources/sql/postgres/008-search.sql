-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Payload search: operators on jsonb are not leakproof, so that under row security they run after the policy on every row.
-- One function of a role without row security filters by the tenant in force itself.
CREATE FUNCTION @schema@.vci_find_payload(pattern text, after_time timestamp, after_id uuid, how_many integer)
RETURNS TABLE (id uuid, "timestamp" timestamp, aggregate_id uuid, aggregate_type varchar, sequence_number integer,
               correlation_id uuid, payload text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT event.id, event."timestamp", event.aggregate_id, event.aggregate_type, event.sequence_number, event.correlation_id,
           event.event_data::text
    FROM @schema@.event_store AS event
    WHERE event.tenant_id = @schema@.vci_tenant()
      AND (event."timestamp", event.id) > (after_time, after_id)
      AND event.event_data::text ~* pattern
    ORDER BY event."timestamp", event.id
    LIMIT how_many
$$;
REVOKE ALL ON FUNCTION @schema@.vci_find_payload(text, timestamp, uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION @schema@.vci_find_payload(text, timestamp, uuid, integer) TO vci_auditor;
