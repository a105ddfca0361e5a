-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The functions that policies, triggers and readers stand on. All are definer functions with a search_path that nobody can
-- redirect, so every name in them is qualified.

-- The tenant in force: app.current_tenant_id if the login is a member of it, else NULL. A malformed, empty or unset variable
-- is no tenant and no error.
CREATE FUNCTION @schema@.vci_tenant() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT wanted.tenant
    FROM (SELECT CASE WHEN setting ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' THEN setting::uuid END AS tenant
          FROM (SELECT current_setting('app.current_tenant_id', true) AS setting) AS variable) AS wanted
    WHERE EXISTS (SELECT FROM @schema@.tenant_members AS member
                  WHERE member.login = session_user AND (member.tenant_id = wanted.tenant OR member.tenant_id IS NULL))
       -- A superuser sees everything anyway; without this the functions below would tell it that nothing waits.
       OR EXISTS (SELECT FROM pg_roles WHERE rolname = session_user AND rolsuper)
$$;

-- Whether the platform's own login works without a tenant, as it did before: a member of all tenants that set none.
CREATE FUNCTION @schema@.vci_platform_unscoped() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(current_setting('app.current_tenant_id', true), '') = ''
       AND pg_has_role(session_user, 'vci_platform', 'MEMBER')
       AND EXISTS (SELECT FROM @schema@.tenant_members AS member
                   WHERE member.login = session_user AND member.tenant_id IS NULL)
$$;

-- The tenants that the login may choose from.
CREATE FUNCTION @schema@.vci_my_tenants() RETURNS TABLE (id uuid, name varchar, is_active boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT tenant.id, tenant.name, tenant.is_active
    FROM @schema@.tenants AS tenant
    WHERE EXISTS (SELECT FROM @schema@.tenant_members AS member
                  WHERE member.login = session_user AND (member.tenant_id = tenant.id OR member.tenant_id IS NULL))
       OR EXISTS (SELECT FROM pg_roles WHERE rolname = session_user AND rolsuper)
$$;

-- Events of the tenant in force that have no place in the log yet, oldest first.
CREATE FUNCTION @schema@.vci_pending(after bigint, how_many integer) RETURNS TABLE (queue_number bigint, event_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT queued.queue_number, queued.event_id
    FROM @schema@.event_queue AS queued
    WHERE queued.tenant_id = @schema@.vci_tenant() AND queued.queue_number > after
    ORDER BY queued.queue_number
    LIMIT how_many
$$;

CREATE FUNCTION @schema@.vci_pending_count() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*) FROM @schema@.event_queue AS queued WHERE queued.tenant_id = @schema@.vci_tenant()
$$;

-- Takes sequenced events out of the queue.
CREATE FUNCTION @schema@.vci_dequeue(numbers bigint[]) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH gone AS (
        DELETE FROM @schema@.event_queue AS queued
        WHERE queued.tenant_id = @schema@.vci_tenant() AND queued.queue_number = ANY (numbers)
        RETURNING 1)
    SELECT count(*) FROM gone
$$;

-- Forces what only the migration may set, and keeps a number that a row from before the migration holds.
CREATE FUNCTION @schema@.vci_before_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.adopted := false;
    IF EXISTS (SELECT FROM @schema@.event_store AS held
               WHERE held.tenant_id = NEW.tenant_id AND held.aggregate_id = NEW.aggregate_id
                 AND held.sequence_number = NEW.sequence_number AND held.adopted) THEN
        RAISE EXCEPTION 'sequence % of aggregate % is taken', NEW.sequence_number, NEW.aggregate_id
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'event_store_sequence';
    END IF;
    RETURN NEW;
END $$;

-- The log is the outbox of everything that is inserted, whoever inserts it.
CREATE FUNCTION @schema@.vci_after_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO @schema@.event_queue (tenant_id, event_id, aggregate_id, sequence_number)
    VALUES (NEW.tenant_id, NEW.id, NEW.aggregate_id, NEW.sequence_number);
    RETURN NULL;
END $$;

CREATE FUNCTION @schema@.vci_refuse() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege', HINT = 'Record what happened as another event.';
END $$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['vci_tenant()', 'vci_platform_unscoped()', 'vci_my_tenants()', 'vci_pending(bigint, integer)',
                                'vci_pending_count()', 'vci_dequeue(bigint[])', 'vci_before_insert()', 'vci_after_insert()',
                                'vci_refuse()'] LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION @schema@.%s FROM PUBLIC', name);
    END LOOP;
END $$;
-- The policies call these two as whoever reads.
GRANT EXECUTE ON FUNCTION @schema@.vci_tenant(), @schema@.vci_platform_unscoped() TO PUBLIC;
-- Tells each login no more than what it was given.
GRANT EXECUTE ON FUNCTION @schema@.vci_my_tenants() TO PUBLIC;
GRANT EXECUTE ON FUNCTION @schema@.vci_pending(bigint, integer), @schema@.vci_pending_count()
    TO vci_auditor, vci_platform;
GRANT EXECUTE ON FUNCTION @schema@.vci_dequeue(bigint[]) TO vci_sequencer;
