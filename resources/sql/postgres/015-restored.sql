-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The guard of 013, which knows what it watches by identity (kind, schema, name and arguments), because a dump keeps no oid and
-- REINDEX CONCURRENTLY gives an index another: after a restore it guarded nothing of ours and refused what others did to whatever
-- had the oids now. db migrate runs this file again where a superuser finds the guard of a login that is none, which may have
-- been altered: so nothing of it is kept.
DROP EVENT TRIGGER IF EXISTS vci_guard_command;
DROP EVENT TRIGGER IF EXISTS vci_guard_drop;
DROP EVENT TRIGGER IF EXISTS vci_guard_rewrite;
DO $$
DECLARE
    is_superuser boolean := (SELECT rolsuper FROM pg_roles WHERE rolname = session_user);
    held regprocedure;
BEGIN
    IF is_superuser AND EXISTS (SELECT FROM pg_namespace JOIN pg_roles ON pg_roles.oid = nspowner
                                WHERE nspname = 'vci_guard' AND NOT rolsuper) THEN
        DROP SCHEMA vci_guard CASCADE;
    END IF;
    IF to_regnamespace('vci_guard') IS NULL THEN
        IF is_superuser THEN
            CREATE SCHEMA vci_guard;
        ELSE
            CREATE SCHEMA vci_guard AUTHORIZATION vci_owner;
        END IF;
    END IF;
    DROP TABLE IF EXISTS vci_guard.guarded;
    FOR held IN SELECT oid FROM pg_proc WHERE pronamespace = 'vci_guard'::regnamespace LOOP
        EXECUTE format('DROP FUNCTION %s', held);
    END LOOP;
END $$;
-- Attestation asks as any login.
GRANT USAGE ON SCHEMA vci_guard TO PUBLIC;

-- identity as pg_identify_object() has it; object_id tells a list of another database.
CREATE TABLE vci_guard.guarded (
    class_id oid NOT NULL,
    object_id oid NOT NULL,
    name text NOT NULL,
    identity text NOT NULL,
    PRIMARY KEY (class_id, identity)
);
REVOKE ALL ON vci_guard.guarded FROM PUBLIC;

CREATE FUNCTION vci_guard.may_migrate() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT pg_has_role(session_user, 'vci_migrator', 'MEMBER')
       AND coalesce(current_setting('vci.migrating', true), '') = pg_current_xact_id()::text
$$;

CREATE FUNCTION vci_guard.keep() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF vci_guard.may_migrate() THEN RETURN NULL; END IF;
    RAISE EXCEPTION 'the list of what is guarded is append-only: % is refused', TG_OP
        USING ERRCODE = 'insufficient_privilege', HINT = 'The schema changes through voicecore-audit db migrate only.';
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE OR TRUNCATE ON vci_guard.guarded
    FOR EACH STATEMENT EXECUTE FUNCTION vci_guard.keep();
ALTER TABLE vci_guard.guarded ENABLE ALWAYS TRIGGER keep;

-- What the guard says of a statement that touches the named object: nothing where it names none or a migration runs.
CREATE FUNCTION vci_guard.refuse(touched text, statement text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF touched IS NULL OR vci_guard.may_migrate() THEN RETURN; END IF;
    RAISE EXCEPTION '% is guarded: % is refused', touched, statement
        USING ERRCODE = 'insufficient_privilege', HINT = 'The schema changes through voicecore-audit db migrate only.';
END $$;

-- A guard that has lost its list says so of everything; a superuser fills it again.
CREATE FUNCTION vci_guard.without_list() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM vci_guard.guarded) THEN RETURN NULL; END IF;
    RETURN 'the database, whose guard lost its list (vci_guard.guarded, filled from vci_guard.watched()),';
EXCEPTION WHEN undefined_table THEN
    RETURN 'the database, whose guard lost its list (the table vci_guard.guarded),';
END $$;

-- Whether the object, as it is now, can be one of ours under another name: only what vci_owner has, the guard, and the schemas
-- that hold either.
CREATE FUNCTION vci_guard.is_ours(class oid, object oid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE class
        WHEN 'pg_class'::regclass THEN EXISTS (
            SELECT FROM pg_class WHERE oid = object
               AND (pg_get_userbyid(relowner) = 'vci_owner' OR relnamespace = 'vci_guard'::regnamespace))
        WHEN 'pg_proc'::regclass THEN EXISTS (
            SELECT FROM pg_proc WHERE oid = object
               AND (pg_get_userbyid(proowner) IN ('vci_owner', 'vci_search') OR pronamespace = 'vci_guard'::regnamespace))
        WHEN 'pg_namespace'::regclass THEN EXISTS (
            SELECT FROM pg_class WHERE relnamespace = object AND pg_get_userbyid(relowner) = 'vci_owner')
        ELSE false END
$$;

-- What the list calls the object: found by its identity, or, where something listed has no longer the identity it had and this is
-- ours and not listed, as that which was renamed or moved. Nothing where it is nobody's business.
CREATE FUNCTION vci_guard.name_of(class oid, object oid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    called text;
BEGIN
    IF class IS NULL OR class NOT IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_namespace'::regclass) THEN RETURN NULL; END IF;
    SELECT guarded.name INTO called
    FROM pg_identify_object(class, object, 0) AS seen
    JOIN vci_guard.guarded AS guarded ON guarded.class_id = class AND guarded.identity = seen.identity;
    IF called IS NOT NULL OR NOT vci_guard.is_ours(class, object) THEN RETURN called; END IF;
    SELECT guarded.name INTO called
    FROM vci_guard.guarded AS guarded
    WHERE guarded.class_id = class
      -- Each row by its own class: the order of the two conditions is the planner's.
      AND CASE guarded.class_id WHEN 'pg_class'::regclass THEN to_regclass(guarded.identity)::oid
                                WHEN 'pg_proc'::regclass THEN to_regprocedure(guarded.identity)::oid
                                ELSE to_regnamespace(guarded.identity)::oid END IS NULL
    ORDER BY guarded.object_id <> object, guarded.name
    LIMIT 1;
    RETURN called;
END $$;

CREATE FUNCTION vci_guard.command() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    touched text := vci_guard.without_list();
BEGIN
    IF touched IS NULL THEN
        WITH command AS (
            SELECT DISTINCT classid, objid FROM pg_event_trigger_ddl_commands()
            -- A comment on the schema of everybody weakens nothing, nor does an index that is built anew.
            WHERE NOT (classid = 'pg_namespace'::regclass AND command_tag = 'COMMENT') AND command_tag <> 'REINDEX'
        ), object (class_id, object_id) AS (
            SELECT classid, objid FROM command
            UNION ALL
            SELECT 'pg_class'::regclass, relation.object_id
            FROM command CROSS JOIN LATERAL (
                SELECT tgrelid FROM pg_trigger WHERE command.classid = 'pg_trigger'::regclass AND oid = command.objid
                UNION ALL SELECT ev_class FROM pg_rewrite WHERE command.classid = 'pg_rewrite'::regclass AND oid = command.objid
                UNION ALL SELECT polrelid FROM pg_policy WHERE command.classid = 'pg_policy'::regclass AND oid = command.objid
                UNION ALL SELECT conrelid FROM pg_constraint
                          WHERE command.classid = 'pg_constraint'::regclass AND oid = command.objid
                UNION ALL SELECT indrelid FROM pg_index WHERE command.classid = 'pg_class'::regclass AND indexrelid = command.objid
                UNION ALL SELECT inhparent FROM pg_inherits
                          WHERE command.classid = 'pg_class'::regclass AND inhrelid = command.objid) AS relation (object_id))
        SELECT called INTO touched
        FROM object CROSS JOIN LATERAL vci_guard.name_of(object.class_id, object.object_id) AS called
        WHERE called IS NOT NULL
        LIMIT 1;
    END IF;
    PERFORM vci_guard.refuse(touched, TG_TAG);
EXCEPTION WHEN OTHERS THEN
    IF SQLSTATE = '42501' THEN RAISE; END IF;
    RAISE WARNING 'the guard of the event store could not judge this statement: %', SQLERRM;
END $$;

CREATE FUNCTION vci_guard.dropped() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    touched text := vci_guard.without_list();
BEGIN
    IF touched IS NULL THEN
        SELECT guarded.name INTO touched
        FROM pg_event_trigger_dropped_objects() AS dropped
        JOIN vci_guard.guarded AS guarded
          ON (guarded.class_id = dropped.classid AND guarded.identity = dropped.object_identity)
          -- The triggers of another table's foreign key to one of ours go with that table.
          OR (dropped.object_type IN ('trigger', 'policy', 'rule', 'table constraint', 'default value', 'table column',
                                      'view column')
              AND dropped.address_names[3] NOT LIKE 'RI\_ConstraintTrigger\_%'
              AND guarded.class_id = 'pg_class'::regclass
              AND guarded.identity = quote_ident(dropped.address_names[1]) || '.' || quote_ident(dropped.address_names[2]))
        LIMIT 1;
    END IF;
    PERFORM vci_guard.refuse(touched, TG_TAG);
EXCEPTION WHEN OTHERS THEN
    IF SQLSTATE = '42501' THEN RAISE; END IF;
    RAISE WARNING 'the guard of the event store could not judge this statement: %', SQLERRM;
END $$;

CREATE FUNCTION vci_guard.rewritten() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    touched text := vci_guard.without_list();
BEGIN
    IF touched IS NULL THEN
        touched := vci_guard.name_of('pg_class'::regclass, pg_event_trigger_table_rewrite_oid());
    END IF;
    PERFORM vci_guard.refuse(touched, TG_TAG);
EXCEPTION WHEN OTHERS THEN
    IF SQLSTATE = '42501' THEN RAISE; END IF;
    RAISE WARNING 'the guard of the event store could not judge this statement: %', SQLERRM;
END $$;

-- What the event triggers watch: both schemas, and of ours in them the tables, the view, the sequence, indexes and functions.
CREATE FUNCTION vci_guard.watched() RETURNS TABLE (class_id oid, object_id oid, name text, identity text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH relation AS (
        SELECT oid, relname, relkind FROM pg_class
        WHERE relnamespace = '@schema@'::regnamespace AND relowner = 'vci_owner'::regrole
           OR relnamespace = 'vci_guard'::regnamespace
    ), object (class_id, object_id, name) AS (
        SELECT 'pg_namespace'::regclass, oid, 'the schema ' || nspname FROM pg_namespace
        WHERE oid IN ('@schema@'::regnamespace, 'vci_guard'::regnamespace)
        UNION ALL
        SELECT 'pg_class'::regclass, oid, relname FROM relation WHERE relkind IN ('r', 'p', 'v', 'S')
        UNION ALL
        SELECT 'pg_class'::regclass, pg_class.oid, pg_class.relname
        FROM relation JOIN pg_index ON indrelid = relation.oid JOIN pg_class ON pg_class.oid = indexrelid
        UNION ALL
        SELECT 'pg_proc'::regclass, oid, proname FROM pg_proc
        WHERE pronamespace = '@schema@'::regnamespace AND proname LIKE 'vci\_%' OR pronamespace = 'vci_guard'::regnamespace)
    SELECT object.class_id, object.object_id, object.name, seen.identity
    FROM object CROSS JOIN LATERAL pg_identify_object(object.class_id, object.object_id, 0) AS seen
$$;

-- For attestation: what should be watched and is not, and how many rows of the list are of another object than has the identity
-- now.
CREATE FUNCTION vci_guard.unguarded() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT watched.name FROM vci_guard.watched() AS watched
    WHERE NOT EXISTS (SELECT FROM vci_guard.guarded AS guarded
                      WHERE guarded.class_id = watched.class_id AND guarded.identity = watched.identity)
$$;
CREATE FUNCTION vci_guard.stale() RETURNS TABLE (stale bigint, listed bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*) FILTER (WHERE watched.identity IS NULL), count(*)
    FROM vci_guard.guarded AS guarded
    LEFT JOIN vci_guard.watched() AS watched
      ON watched.class_id = guarded.class_id AND watched.object_id = guarded.object_id AND watched.identity = guarded.identity
$$;

-- Makes the list what is watched now; for migrations.
CREATE FUNCTION vci_guard.refill() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM vci_guard.guarded AS guarded
    WHERE NOT EXISTS (SELECT FROM vci_guard.watched() AS watched
                      WHERE watched.class_id = guarded.class_id AND watched.object_id = guarded.object_id
                        AND watched.identity = guarded.identity);
    INSERT INTO vci_guard.guarded (class_id, object_id, name, identity)
    SELECT class_id, object_id, name, identity FROM vci_guard.watched() ON CONFLICT DO NOTHING
$$;

-- Without a superuser there are no event triggers either (010), and all of it belongs to vci_owner.
DO $$
DECLARE
    held record;
BEGIN
    FOR held IN SELECT oid::regprocedure AS name, proname NOT IN ('unguarded', 'stale') AS is_inner
                FROM pg_proc WHERE pronamespace = 'vci_guard'::regnamespace LOOP
        IF held.is_inner THEN
            EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', held.name);
        END IF;
        IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) THEN
            EXECUTE format('ALTER FUNCTION %s OWNER TO vci_owner', held.name);
        END IF;
    END LOOP;
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) THEN
        CREATE EVENT TRIGGER vci_guard_command ON ddl_command_end EXECUTE FUNCTION vci_guard.command();
        CREATE EVENT TRIGGER vci_guard_drop ON sql_drop EXECUTE FUNCTION vci_guard.dropped();
        CREATE EVENT TRIGGER vci_guard_rewrite ON table_rewrite EXECUTE FUNCTION vci_guard.rewritten();
        ALTER EVENT TRIGGER vci_guard_command ENABLE ALWAYS;
        ALTER EVENT TRIGGER vci_guard_drop ENABLE ALWAYS;
        ALTER EVENT TRIGGER vci_guard_rewrite ENABLE ALWAYS;
    ELSE
        ALTER TABLE vci_guard.guarded OWNER TO vci_owner;
    END IF;
END $$;
GRANT EXECUTE ON FUNCTION vci_guard.refill() TO vci_migrator;
INSERT INTO vci_guard.guarded (class_id, object_id, name, identity)
SELECT class_id, object_id, name, identity FROM vci_guard.watched();

-- db migrate sends the platform to this view, which reads these as whoever asks: row security gives it the tenant in force, the
-- anchors are everybody's. By column, so that the platform's login stays one that reads no log.
GRANT SELECT ON @schema@.event_store_anchored TO vci_platform;
GRANT SELECT (tenant_id, log_id, log_index, event_id) ON @schema@.event_log TO vci_platform;
GRANT SELECT (anchor_id, tenant_id, log_id, tree_size) ON @schema@.anchor_members TO vci_platform;
GRANT SELECT (anchor_id, tx_hash) ON @schema@.anchors TO vci_platform;
GRANT SELECT (anchor_id, block_number, final_at) ON @schema@.anchor_blocks TO vci_platform;
