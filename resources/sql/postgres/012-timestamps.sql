-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Time stamps of checkpoints (core/timestamp/FORMAT.md), append-only like the events. token_hash lets a checkpoint have stamps of
-- several authorities, and each once. On a spread database (distribute.sql) the table lies with the others; all in one block,
-- because Citus passes on the whole message that a statement of its own stands in.
GRANT CREATE ON SCHEMA @schema@ TO vci_owner;
DO $$
DECLARE
    is_spread boolean := false;
    tenant text := '(SELECT @schema@.vci_tenant())';
    what text;
    held record;
BEGIN
    CREATE TABLE @schema@.checkpoint_timestamps (
        tenant_id uuid NOT NULL,
        log_id text NOT NULL,
        tree_size bigint NOT NULL CHECK (tree_size >= 0),
        token_hash bytea NOT NULL CHECK (token_hash = sha256(token)),
        token bytea NOT NULL,
        PRIMARY KEY (tenant_id, log_id, tree_size, token_hash)
    );
    IF to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL THEN
        SELECT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = '@schema@.event_store'::regclass AND partmethod = 'h')
        INTO is_spread;
    END IF;
    IF is_spread THEN
        PERFORM set_config('citus.enable_unsafe_triggers', 'on', true);
        PERFORM create_distributed_table('@schema@.checkpoint_timestamps'::regclass, 'tenant_id',
                                         colocate_with => '@schema@.event_store');
        tenant := '@schema@.vci_tenant()';
    END IF;

    ALTER TABLE @schema@.checkpoint_timestamps ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    EXECUTE format('CREATE POLICY vci_tenant ON @schema@.checkpoint_timestamps USING (tenant_id = %1$s) '
                   'WITH CHECK (tenant_id = %1$s)', tenant);

    CREATE TRIGGER vci_append_only_row BEFORE UPDATE OR DELETE ON @schema@.checkpoint_timestamps
        FOR EACH ROW EXECUTE FUNCTION @schema@.vci_refuse();
    CREATE TRIGGER vci_append_only_statement BEFORE UPDATE OR DELETE ON @schema@.checkpoint_timestamps
        FOR EACH STATEMENT EXECUTE FUNCTION @schema@.vci_refuse();
    CREATE TRIGGER vci_append_only_truncate BEFORE TRUNCATE ON @schema@.checkpoint_timestamps
        FOR EACH STATEMENT EXECUTE FUNCTION @schema@.vci_refuse();
    FOREACH what IN ARRAY ARRAY['row', 'statement', 'truncate'] LOOP
        EXECUTE format('ALTER TABLE @schema@.checkpoint_timestamps ENABLE ALWAYS TRIGGER vci_append_only_%s', what);
    END LOOP;

    ALTER TABLE @schema@.checkpoint_timestamps OWNER TO vci_owner;
    -- Rights that default privileges gave to the new table.
    FOR held IN SELECT DISTINCT coalesce(quote_ident(rolname), 'PUBLIC') AS grantee
                FROM pg_class CROSS JOIN LATERAL aclexplode(relacl) AS granted LEFT JOIN pg_roles ON pg_roles.oid = granted.grantee
                WHERE pg_class.oid = '@schema@.checkpoint_timestamps'::regclass AND granted.grantee <> relowner LOOP
        EXECUTE format('REVOKE ALL ON @schema@.checkpoint_timestamps FROM %s', held.grantee);
    END LOOP;
    GRANT SELECT ON @schema@.checkpoint_timestamps TO vci_auditor;
    GRANT INSERT ON @schema@.checkpoint_timestamps TO vci_anchor;

    INSERT INTO @schema@.vci_guarded (class_id, object_id, name)
    SELECT class_id, object_id, name FROM @schema@.vci_watched() ON CONFLICT DO NOTHING;
END $$;
REVOKE CREATE ON SCHEMA @schema@ FROM vci_owner;
