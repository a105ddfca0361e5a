-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Spreads a migrated database over the nodes of a Citus cluster by tenant (POSTGRES 3), in one transaction. No step of the
-- schema's version: a database without Citus goes without. @schema@ is the quoted schema of event_store.
-- The platform waits while this runs.
-- One connection to a node: foreign keys to tables that stand everywhere want it.
SELECT set_config('citus.enable_unsafe_triggers', 'on', true), set_config('citus.multi_shard_modify_mode', 'sequential', true);

-- A function that was there before Citus is on no other node yet.
DO $$
DECLARE
    definition text;
BEGIN
    FOR definition IN SELECT pg_get_functiondef(oid) FROM pg_proc
                      WHERE pronamespace = '@schema@'::regnamespace AND proname IN ('vci_tenant', 'vci_platform_unscoped',
                            'vci_before_insert', 'vci_after_insert', 'vci_refuse') LOOP
        EXECUTE definition;
    END LOOP;
END $$;

-- What does not survive a table's being taken apart is made again below.
DO $$
DECLARE
    target text;
    was record;
BEGIN
    FOREACH target IN ARRAY ARRAY['event_store', 'event_snapshots', 'read_models', 'event_log', 'log_heads', 'event_adoption',
                                  'aggregates', 'aggregate_activity', 'projection_checkpoints', 'checkpoints',
                                  'checkpoint_timestamps', 'anchor_members'] LOOP
        FOR was IN SELECT polname FROM pg_policy WHERE polrelid = ('@schema@.' || target)::regclass LOOP
            EXECUTE format('DROP POLICY %I ON @schema@.%I', was.polname, target);
        END LOOP;
        FOR was IN SELECT tgname FROM pg_trigger WHERE tgrelid = ('@schema@.' || target)::regclass AND tgname LIKE 'vci\_%' LOOP
            EXECUTE format('DROP TRIGGER %I ON @schema@.%I', was.tgname, target);
        END LOOP;
        FOR was IN SELECT conname FROM pg_constraint WHERE conrelid = ('@schema@.' || target)::regclass AND contype = 'f' LOOP
            EXECUTE format('ALTER TABLE @schema@.%I DROP CONSTRAINT %I', target, was.conname);
        END LOOP;
        EXECUTE format('ALTER TABLE @schema@.%I NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY', target);
    END LOOP;
END $$;
ALTER TABLE @schema@.anchor_blocks DROP CONSTRAINT anchor_blocks_anchor_id_fkey;
-- A unique index of a distributed table starts with the tenant.
ALTER TABLE @schema@.event_queue DROP CONSTRAINT event_queue_pkey, ADD PRIMARY KEY (tenant_id, queue_number);
-- Citus names a column in the INSERT of a shard where the column has a default, and nobody may write this one; the trigger does.
ALTER TABLE @schema@.event_store ALTER COLUMN adopted DROP DEFAULT;

-- The small tables that belong to no tenant stand on every node, the others lie by tenant, all of one tenant on one node.
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['tenants', 'logs', 'anchors', 'anchor_blocks'] LOOP
        CONTINUE WHEN EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = ('@schema@.' || target)::regclass);
        PERFORM create_reference_table(('@schema@.' || target)::regclass);
        PERFORM truncate_local_data_after_distributing_table(('@schema@.' || target)::regclass);
    END LOOP;
    FOREACH target IN ARRAY ARRAY['event_store', 'event_snapshots', 'read_models', 'event_queue', 'event_log', 'log_heads',
                                  'event_adoption', 'aggregates', 'aggregate_activity', 'projection_checkpoints', 'checkpoints',
                                  'checkpoint_timestamps', 'anchor_members'] LOOP
        PERFORM create_distributed_table(('@schema@.' || target)::regclass, 'tenant_id',
                                         colocate_with => CASE target WHEN 'event_store' THEN 'none'
                                                          ELSE '@schema@.event_store' END);
        PERFORM truncate_local_data_after_distributing_table(('@schema@.' || target)::regclass);
    END LOOP;
END $$;

ALTER TABLE @schema@.anchor_blocks ADD CONSTRAINT anchor_blocks_anchor_id_fkey
    FOREIGN KEY (anchor_id) REFERENCES @schema@.anchors (anchor_id);
ALTER TABLE @schema@.anchor_members ADD CONSTRAINT anchor_members_anchor_id_fkey
    FOREIGN KEY (anchor_id) REFERENCES @schema@.anchors (anchor_id);

-- A function of an owner that nobody logs in as cannot ask another node: these three read and empty the queue as whoever calls,
-- under row security, and on the node of the tenant where a statement of that tenant calls them.
CREATE OR REPLACE FUNCTION @schema@.vci_pending(after bigint, how_many integer) RETURNS TABLE (queue_number bigint, event_id uuid)
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
SET citus.allow_nested_distributed_execution = on AS $$
DECLARE
    tenant uuid := @schema@.vci_tenant();
BEGIN
    RETURN QUERY
    SELECT queued.queue_number, queued.event_id
    FROM @schema@.event_queue AS queued
    WHERE queued.tenant_id = tenant AND queued.queue_number > after
    ORDER BY queued.queue_number
    LIMIT how_many;
END $$;
CREATE OR REPLACE FUNCTION @schema@.vci_pending_count() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
SET citus.allow_nested_distributed_execution = on AS $$
DECLARE
    tenant uuid := @schema@.vci_tenant();
BEGIN
    RETURN (SELECT count(*) FROM @schema@.event_queue AS queued WHERE queued.tenant_id = tenant);
END $$;
CREATE OR REPLACE FUNCTION @schema@.vci_dequeue(numbers bigint[]) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
SET citus.allow_nested_distributed_execution = on AS $$
DECLARE
    tenant uuid := @schema@.vci_tenant();
    gone bigint;
BEGIN
    DELETE FROM @schema@.event_queue AS queued WHERE queued.tenant_id = tenant AND queued.queue_number = ANY (numbers);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
GRANT SELECT ON @schema@.event_queue TO vci_auditor, vci_platform;
GRANT DELETE ON @schema@.event_queue TO vci_sequencer;

-- A statement that Citus plans reads no catalogue under the rights of a view: what pg_roles says is asked for first.
CREATE OR REPLACE FUNCTION @schema@.vci_my_tenants() RETURNS TABLE (id uuid, name varchar, is_active boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    everything boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = session_user AND rolsuper)
                       OR EXISTS (SELECT FROM @schema@.tenant_members AS member
                                  WHERE member.login = session_user AND member.tenant_id IS NULL);
    own uuid[] := ARRAY(SELECT member.tenant_id FROM @schema@.tenant_members AS member WHERE member.login = session_user);
BEGIN
    RETURN QUERY SELECT tenant.id, tenant.name, tenant.is_active FROM @schema@.tenants AS tenant
                 WHERE everything OR tenant.id = ANY (own);
END $$;

-- For the same reason as those of the queue, payload search goes under row security.
DROP FUNCTION @schema@.vci_find_payload(text, timestamp, uuid, integer);
CREATE FUNCTION @schema@.vci_find_payload(pattern text, after_time timestamp, after_id uuid, how_many integer)
RETURNS TABLE (id uuid, "timestamp" timestamp, aggregate_id uuid, aggregate_type varchar, sequence_number integer,
               correlation_id uuid, payload text)
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
SET citus.allow_nested_distributed_execution = on AS $$
DECLARE
    tenant uuid := @schema@.vci_tenant();
BEGIN
    RETURN QUERY
    SELECT event.id, event."timestamp", event.aggregate_id, event.aggregate_type, event.sequence_number, event.correlation_id,
           event.event_data::text
    FROM @schema@.event_store AS event
    WHERE event.tenant_id = tenant
      AND (event."timestamp", event.id) > (after_time, after_id)
      AND event.event_data::text ~* pattern
    ORDER BY event."timestamp", event.id
    LIMIT how_many;
END $$;
REVOKE ALL ON FUNCTION @schema@.vci_find_payload(text, timestamp, uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION @schema@.vci_find_payload(text, timestamp, uuid, integer) TO vci_auditor;
ALTER FUNCTION @schema@.vci_find_payload(text, timestamp, uuid, integer) OWNER TO vci_owner;

-- Who sees what: as before, without the sub-SELECT, which a policy of a distributed table may not hold.
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['event_store', 'event_snapshots', 'read_models', 'event_queue', 'event_log', 'log_heads',
                                  'event_adoption', 'aggregates', 'aggregate_activity', 'projection_checkpoints', 'checkpoints',
                                  'checkpoint_timestamps', 'anchor_members'] LOOP
        EXECUTE format('CREATE POLICY vci_tenant ON @schema@.%I USING (tenant_id = @schema@.vci_tenant()) '
                       'WITH CHECK (tenant_id = @schema@.vci_tenant())', target);
        EXECUTE format('ALTER TABLE @schema@.%I ENABLE ROW LEVEL SECURITY', target);
        -- The queue's own trigger writes as the owner, whoever inserts and with whatever tenant in force.
        CONTINUE WHEN target = 'event_queue';
        EXECUTE format('ALTER TABLE @schema@.%I FORCE ROW LEVEL SECURITY', target);
    END LOOP;
    FOREACH target IN ARRAY ARRAY['event_store', 'event_snapshots', 'read_models'] LOOP
        EXECUTE format('CREATE POLICY vci_platform ON @schema@.%I TO vci_platform USING (@schema@.vci_platform_unscoped()) '
                       'WITH CHECK (@schema@.vci_platform_unscoped())', target);
        EXECUTE format('ALTER TABLE @schema@.%I ADD CONSTRAINT %I FOREIGN KEY (tenant_id) REFERENCES @schema@.tenants (id) '
                       'ON UPDATE RESTRICT ON DELETE RESTRICT', target, target || '_tenant');
    END LOOP;
END $$;
CREATE POLICY vci_owner ON @schema@.event_store FOR SELECT TO vci_owner USING (current_user = 'vci_owner');

-- Each shard has the triggers.
CREATE TRIGGER vci_before_insert BEFORE INSERT ON @schema@.event_store
    FOR EACH ROW EXECUTE FUNCTION @schema@.vci_before_insert();
CREATE TRIGGER vci_after_insert AFTER INSERT ON @schema@.event_store
    FOR EACH ROW EXECUTE FUNCTION @schema@.vci_after_insert();
ALTER TABLE @schema@.event_store ENABLE ALWAYS TRIGGER vci_before_insert;
ALTER TABLE @schema@.event_store ENABLE ALWAYS TRIGGER vci_after_insert;
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['event_store', 'event_log', 'checkpoint_timestamps'] LOOP
        EXECUTE format('CREATE TRIGGER vci_append_only_row BEFORE UPDATE OR DELETE ON @schema@.%I '
                       'FOR EACH ROW EXECUTE FUNCTION @schema@.vci_refuse()', target);
        EXECUTE format('CREATE TRIGGER vci_append_only_statement BEFORE UPDATE OR DELETE ON @schema@.%I '
                       'FOR EACH STATEMENT EXECUTE FUNCTION @schema@.vci_refuse()', target);
        EXECUTE format('CREATE TRIGGER vci_append_only_truncate BEFORE TRUNCATE ON @schema@.%I '
                       'FOR EACH STATEMENT EXECUTE FUNCTION @schema@.vci_refuse()', target);
        EXECUTE format('ALTER TABLE @schema@.%I ENABLE ALWAYS TRIGGER vci_append_only_row', target);
        EXECUTE format('ALTER TABLE @schema@.%I ENABLE ALWAYS TRIGGER vci_append_only_statement', target);
        EXECUTE format('ALTER TABLE @schema@.%I ENABLE ALWAYS TRIGGER vci_append_only_truncate', target);
    END LOOP;
END $$;

-- Row security asks for members on the node of a shard, where no other node can be asked: every node has a plain table of them,
-- written whole with every change here, which also mends a node that missed one.
CREATE FUNCTION @schema@.vci_spread_members() RETURNS trigger
LANGUAGE plpgsql SECURITY INVOKER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    members text;
    refused text;
BEGIN
    PERFORM pg_advisory_xact_lock(7737397098046580595);
    SELECT coalesce(' INSERT INTO @schema@.tenant_members (login, tenant_id, added_at) VALUES ' ||
                    string_agg(format('(%L, %L, %L)', member.login, member.tenant_id, member.added_at), ', ') || ';', '')
    INTO members FROM @schema@.tenant_members AS member;
    SELECT string_agg(format('%s:%s: %s', node.nodename, node.nodeport, node.result), '; ') INTO refused
    FROM run_command_on_workers(format('DO %L', 'BEGIN IF to_regclass(''@schema@.tenant_members'') IS NULL THEN '
             'CREATE TABLE @schema@.tenant_members (login name NOT NULL, tenant_id uuid, added_at timestamp NOT NULL); '
             'CREATE INDEX tenant_members_login ON @schema@.tenant_members (login, tenant_id); '
             'ALTER TABLE @schema@.tenant_members OWNER TO vci_owner; END IF; '
             'DELETE FROM @schema@.tenant_members;' || members || ' END')) AS node
    WHERE NOT node.success;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION 'the members could not be told to every node: %', refused
            USING HINT = 'Mend the node and run voicecore-audit db migrate --distributed.';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION @schema@.vci_spread_members() FROM PUBLIC;
ALTER FUNCTION @schema@.vci_spread_members() OWNER TO vci_owner;
CREATE TRIGGER vci_spread_members AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON @schema@.tenant_members
    FOR EACH STATEMENT EXECUTE FUNCTION @schema@.vci_spread_members();
ALTER TABLE @schema@.tenant_members ENABLE ALWAYS TRIGGER vci_spread_members;

-- Keys, indexes and functions are others than they were.
SELECT vci_guard.refill();
