-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The guard of 010 in a schema of its own: what it stands on goes with nothing that it watches, and belongs to a superuser where
-- one migrates, not to the owner of what it watches. It watches the schemas too, and its list is append-only but for migrations.
-- Without its list it can judge nothing and refuses; any other fault of its own still lets the statement pass with a warning.
DO $$
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) THEN
        CREATE SCHEMA vci_guard;
    ELSE
        CREATE SCHEMA vci_guard AUTHORIZATION vci_owner;
    END IF;
END $$;
-- Attestation asks as any login.
GRANT USAGE ON SCHEMA vci_guard TO PUBLIC;

DROP EVENT TRIGGER IF EXISTS vci_guard_command;
DROP EVENT TRIGGER IF EXISTS vci_guard_drop;
DROP EVENT TRIGGER IF EXISTS vci_guard_rewrite;
DROP FUNCTION @schema@.vci_guard_command(), @schema@.vci_guard_drop(), @schema@.vci_guard_rewrite(), @schema@.vci_unguarded(),
    @schema@.vci_watched(), @schema@.vci_may_migrate();
DROP TABLE @schema@.vci_guarded;

CREATE TABLE vci_guard.guarded (
    class_id oid NOT NULL,
    object_id oid NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (class_id, object_id)
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

CREATE FUNCTION vci_guard.command() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    touched text := vci_guard.without_list();
BEGIN
    IF touched IS NULL THEN
        SELECT guarded.name INTO touched
        FROM pg_event_trigger_ddl_commands() AS command
        JOIN vci_guard.guarded AS guarded
          ON (guarded.class_id = command.classid AND guarded.object_id = command.objid
              -- A comment on the schema of everybody weakens nothing.
              AND NOT (command.classid = 'pg_namespace'::regclass AND command.command_tag = 'COMMENT'))
          OR (guarded.class_id = 'pg_class'::regclass AND guarded.object_id IN (
                  SELECT tgrelid FROM pg_trigger WHERE command.classid = 'pg_trigger'::regclass AND oid = command.objid
                  UNION ALL SELECT ev_class FROM pg_rewrite WHERE command.classid = 'pg_rewrite'::regclass AND oid = command.objid
                  UNION ALL SELECT polrelid FROM pg_policy WHERE command.classid = 'pg_policy'::regclass AND oid = command.objid
                  UNION ALL SELECT conrelid FROM pg_constraint
                            WHERE command.classid = 'pg_constraint'::regclass AND oid = command.objid
                  UNION ALL SELECT indrelid FROM pg_index WHERE command.classid = 'pg_class'::regclass AND indexrelid = command.objid
                  UNION ALL SELECT inhparent FROM pg_inherits
                            WHERE command.classid = 'pg_class'::regclass AND inhrelid = command.objid))
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
          ON (guarded.class_id = dropped.classid AND guarded.object_id = dropped.objid)
          -- The triggers of another table's foreign key to one of ours go with that table.
          OR (dropped.object_type IN ('trigger', 'policy', 'rule', 'table constraint', 'default value')
              AND dropped.address_names[3] NOT LIKE 'RI\_ConstraintTrigger\_%'
              AND guarded.class_id = 'pg_class'::regclass
              AND guarded.object_id = to_regclass(quote_ident(dropped.address_names[1]) || '.' ||
                                                  quote_ident(dropped.address_names[2])))
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
        SELECT guarded.name INTO touched
        FROM vci_guard.guarded AS guarded
        WHERE guarded.class_id = 'pg_class'::regclass AND guarded.object_id = pg_event_trigger_table_rewrite_oid();
    END IF;
    PERFORM vci_guard.refuse(touched, TG_TAG);
EXCEPTION WHEN OTHERS THEN
    IF SQLSTATE = '42501' THEN RAISE; END IF;
    RAISE WARNING 'the guard of the event store could not judge this statement: %', SQLERRM;
END $$;

-- What the event triggers watch: both schemas, and of ours in them the tables, the view, the sequence, indexes and functions.
CREATE FUNCTION vci_guard.watched() RETURNS TABLE (class_id oid, object_id oid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH relation AS (
        SELECT oid, relname, relkind FROM pg_class
        WHERE relnamespace = '@schema@'::regnamespace AND relowner = 'vci_owner'::regrole
           OR relnamespace = 'vci_guard'::regnamespace)
    SELECT 'pg_namespace'::regclass, oid, 'the schema ' || nspname FROM pg_namespace
    WHERE oid IN ('@schema@'::regnamespace, 'vci_guard'::regnamespace)
    UNION ALL
    SELECT 'pg_class'::regclass, oid, relname FROM relation WHERE relkind IN ('r', 'p', 'v', 'S')
    UNION ALL
    SELECT 'pg_class'::regclass, pg_class.oid, pg_class.relname
    FROM relation JOIN pg_index ON indrelid = relation.oid JOIN pg_class ON pg_class.oid = indexrelid
    UNION ALL
    SELECT 'pg_proc'::regclass, oid, proname FROM pg_proc
    WHERE pronamespace = '@schema@'::regnamespace AND proname LIKE 'vci\_%' OR pronamespace = 'vci_guard'::regnamespace
$$;

-- For attestation: what should be watched and is not.
CREATE FUNCTION vci_guard.unguarded() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT watched.name FROM vci_guard.watched() AS watched
    WHERE NOT EXISTS (SELECT FROM vci_guard.guarded AS guarded
                      WHERE guarded.class_id = watched.class_id AND guarded.object_id = watched.object_id)
$$;

-- Without a superuser there are no event triggers either (010), and all of it belongs to vci_owner.
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['may_migrate()', 'keep()', 'refuse(text, text)', 'without_list()', 'command()', 'dropped()',
                                  'rewritten()', 'watched()'] LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION vci_guard.%s FROM PUBLIC', target);
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
        FOREACH target IN ARRAY ARRAY['may_migrate()', 'keep()', 'refuse(text, text)', 'without_list()', 'command()', 'dropped()',
                                      'rewritten()', 'watched()', 'unguarded()'] LOOP
            EXECUTE format('ALTER FUNCTION vci_guard.%s OWNER TO vci_owner', target);
        END LOOP;
    END IF;
END $$;
INSERT INTO vci_guard.guarded (class_id, object_id, name) SELECT class_id, object_id, name FROM vci_guard.watched();
