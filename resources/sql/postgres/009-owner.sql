-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Everything of ours belongs to vci_owner, as which nobody logs in. The platform keeps its table of tenants.
-- The platform waits while this runs.
GRANT SELECT, INSERT, REFERENCES, UPDATE (name, is_active) ON @schema@.tenants TO vci_owner;

DO $$
DECLARE
    target text;
    was_owner name;
    held record;
BEGIN
    FOREACH target IN ARRAY ARRAY['event_store', 'event_snapshots', 'read_models', 'logs', 'event_queue', 'event_log', 'log_heads',
                                  'event_adoption', 'aggregates', 'aggregate_activity', 'projection_checkpoints', 'checkpoints',
                                  'anchors', 'anchor_members', 'anchor_blocks', 'tenant_members', 'vci_guarded',
                                  'schema_migrations'] LOOP
        SELECT pg_get_userbyid(relowner) INTO was_owner FROM pg_class WHERE oid = ('@schema@.' || target)::regclass;
        EXECUTE format('ALTER TABLE @schema@.%I OWNER TO vci_owner', target);
        -- Changing the owner hands the old owner's own rights over; what others granted to it would stay.
        IF was_owner <> 'vci_owner' THEN
            EXECUTE format('REVOKE ALL ON @schema@.%I FROM %I', target, was_owner);
        END IF;
    END LOOP;
    ALTER VIEW @schema@.event_store_anchored OWNER TO vci_owner;
    -- Rights that others gave before, or that default privileges gave to new tables. Who could read the platform's three tables
    -- goes on reading, under row security.
    FOR held IN
        SELECT DISTINCT relation.oid::regclass AS target, rights.column_name, rights.privilege_type, grantee.rolname
        FROM pg_class AS relation
        CROSS JOIN LATERAL (
            SELECT NULL::name AS column_name, granted.grantee, granted.privilege_type FROM aclexplode(relation.relacl) AS granted
            UNION ALL
            SELECT attname, granted.grantee, granted.privilege_type
            FROM pg_attribute CROSS JOIN LATERAL aclexplode(attacl) AS granted
            WHERE attrelid = relation.oid AND NOT attisdropped) AS rights
        LEFT JOIN pg_roles AS grantee ON grantee.oid = rights.grantee
        WHERE relation.relnamespace = '@schema@'::regnamespace AND relation.relowner = 'vci_owner'::regrole
          AND coalesce(grantee.rolname, 'PUBLIC') !~ '^vci_'
          AND NOT (rights.privilege_type = 'SELECT' AND relation.relname IN ('event_store', 'event_snapshots', 'read_models'))
    LOOP
        EXECUTE format('REVOKE %s %s ON %s FROM %s', held.privilege_type, coalesce('(' || quote_ident(held.column_name) || ')', ''),
                       held.target, coalesce(quote_ident(held.rolname), 'PUBLIC'));
    END LOOP;
    FOREACH target IN ARRAY ARRAY['vci_tenant()', 'vci_platform_unscoped()', 'vci_my_tenants()', 'vci_pending(bigint, integer)',
                                  'vci_pending_count()', 'vci_dequeue(bigint[])', 'vci_before_insert()', 'vci_after_insert()',
                                  'vci_refuse()', 'vci_find_payload(text, timestamp, uuid, integer)'] LOOP
        EXECUTE format('ALTER FUNCTION @schema@.%s OWNER TO vci_owner', target);
    END LOOP;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'vci_search') THEN
        GRANT USAGE, CREATE ON SCHEMA @schema@ TO vci_search;
        GRANT SELECT ON @schema@.event_store TO vci_search;
        ALTER FUNCTION @schema@.vci_find_payload(text, timestamp, uuid, integer) OWNER TO vci_search;
        REVOKE CREATE ON SCHEMA @schema@ FROM vci_search;
        -- Whoever can act as this role reads past row security.
        IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) THEN
            EXECUTE format('REVOKE vci_search FROM %I', session_user);
        END IF;
    END IF;
END $$;
REVOKE CREATE ON SCHEMA @schema@ FROM vci_owner;
