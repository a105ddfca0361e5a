-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Event triggers that refuse to weaken what was built: they look only at our own objects, and a fault of their own lets the
-- statement pass with a warning. Only a superuser may make them; a managed database goes on without, and attestation says so.

CREATE FUNCTION @schema@.vci_may_migrate() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT pg_has_role(session_user, 'vci_migrator', 'MEMBER')
       AND coalesce(current_setting('vci.migrating', true), '') = pg_current_xact_id()::text
$$;

CREATE FUNCTION @schema@.vci_guard_command() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    touched text;
BEGIN
    BEGIN
        SELECT guarded.name INTO touched
        FROM pg_event_trigger_ddl_commands() AS command
        JOIN @schema@.vci_guarded AS guarded
          ON (guarded.class_id = command.classid AND guarded.object_id = command.objid)
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
        IF touched IS NULL OR @schema@.vci_may_migrate() THEN RETURN; END IF;
    EXCEPTION WHEN OTHERS THEN
        RAISE WARNING 'the guard of the event store could not judge this statement: %', SQLERRM;
        RETURN;
    END;
    RAISE EXCEPTION '% is guarded: % is refused', touched, TG_TAG
        USING ERRCODE = 'insufficient_privilege', HINT = 'The schema changes through voicecore-audit db migrate only.';
END $$;

CREATE FUNCTION @schema@.vci_guard_drop() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    touched text;
BEGIN
    BEGIN
        SELECT guarded.name INTO touched
        FROM pg_event_trigger_dropped_objects() AS dropped
        JOIN @schema@.vci_guarded AS guarded
          ON (guarded.class_id = dropped.classid AND guarded.object_id = dropped.objid)
          -- The triggers of another table's foreign key to one of ours go with that table.
          OR (dropped.object_type IN ('trigger', 'policy', 'rule', 'table constraint', 'default value')
              AND dropped.address_names[3] NOT LIKE 'RI\_ConstraintTrigger\_%'
              AND guarded.class_id = 'pg_class'::regclass
              AND guarded.object_id = to_regclass(quote_ident(dropped.address_names[1]) || '.' ||
                                                  quote_ident(dropped.address_names[2])))
        LIMIT 1;
        IF touched IS NULL OR @schema@.vci_may_migrate() THEN RETURN; END IF;
    EXCEPTION WHEN OTHERS THEN
        RAISE WARNING 'the guard of the event store could not judge this statement: %', SQLERRM;
        RETURN;
    END;
    RAISE EXCEPTION '% is guarded: % is refused', touched, TG_TAG
        USING ERRCODE = 'insufficient_privilege', HINT = 'The schema changes through voicecore-audit db migrate only.';
END $$;

CREATE FUNCTION @schema@.vci_guard_rewrite() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    touched text;
BEGIN
    BEGIN
        SELECT guarded.name INTO touched
        FROM @schema@.vci_guarded AS guarded
        WHERE guarded.class_id = 'pg_class'::regclass AND guarded.object_id = pg_event_trigger_table_rewrite_oid();
        IF touched IS NULL OR @schema@.vci_may_migrate() THEN RETURN; END IF;
    EXCEPTION WHEN OTHERS THEN
        RAISE WARNING 'the guard of the event store could not judge this statement: %', SQLERRM;
        RETURN;
    END;
    RAISE EXCEPTION '% is guarded: % is refused', touched, TG_TAG
        USING ERRCODE = 'insufficient_privilege', HINT = 'The schema changes through voicecore-audit db migrate only.';
END $$;

-- What the event triggers watch: tables and the view, their indexes, and every function of ours in this schema.
CREATE FUNCTION @schema@.vci_watched() RETURNS TABLE (class_id oid, object_id oid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT 'pg_class'::regclass, relation.oid, relation.relname
    FROM pg_class AS relation
    WHERE relation.relnamespace = '@schema@'::regnamespace AND relation.relowner = 'vci_owner'::regrole
      AND relation.relkind IN ('r', 'p', 'v')
    UNION ALL
    SELECT 'pg_class'::regclass, index.indexrelid, pg_class.relname
    FROM pg_index AS index JOIN pg_class ON pg_class.oid = index.indexrelid
    JOIN pg_class AS relation ON relation.oid = index.indrelid
    WHERE relation.relnamespace = '@schema@'::regnamespace AND relation.relowner = 'vci_owner'::regrole
    UNION ALL
    SELECT 'pg_proc'::regclass, routine.oid, routine.proname
    FROM pg_proc AS routine
    WHERE routine.pronamespace = '@schema@'::regnamespace AND routine.proname LIKE 'vci\_%'
$$;

-- For attestation: what should be watched and is not.
CREATE FUNCTION @schema@.vci_unguarded() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT watched.name FROM @schema@.vci_watched() AS watched
    WHERE NOT EXISTS (SELECT FROM @schema@.vci_guarded AS guarded
                      WHERE guarded.class_id = watched.class_id AND guarded.object_id = watched.object_id)
$$;

CREATE FUNCTION @schema@.vci_migrations() RETURNS TABLE (version integer, name text, checksum text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT done.version, done.name, done.checksum FROM @schema@.schema_migrations AS done
$$;

GRANT CREATE ON SCHEMA @schema@ TO vci_owner;
ALTER FUNCTION @schema@.vci_watched() OWNER TO vci_owner;
ALTER FUNCTION @schema@.vci_unguarded() OWNER TO vci_owner;
ALTER FUNCTION @schema@.vci_migrations() OWNER TO vci_owner;
ALTER FUNCTION @schema@.vci_may_migrate() OWNER TO vci_owner;
ALTER FUNCTION @schema@.vci_guard_command() OWNER TO vci_owner;
ALTER FUNCTION @schema@.vci_guard_drop() OWNER TO vci_owner;
ALTER FUNCTION @schema@.vci_guard_rewrite() OWNER TO vci_owner;
REVOKE CREATE ON SCHEMA @schema@ FROM vci_owner;

INSERT INTO @schema@.vci_guarded (class_id, object_id, name) SELECT class_id, object_id, name FROM @schema@.vci_watched();

DO $$
BEGIN
    CREATE EVENT TRIGGER vci_guard_command ON ddl_command_end EXECUTE FUNCTION @schema@.vci_guard_command();
    CREATE EVENT TRIGGER vci_guard_drop ON sql_drop EXECUTE FUNCTION @schema@.vci_guard_drop();
    CREATE EVENT TRIGGER vci_guard_rewrite ON table_rewrite EXECUTE FUNCTION @schema@.vci_guard_rewrite();
    ALTER EVENT TRIGGER vci_guard_command ENABLE ALWAYS;
    ALTER EVENT TRIGGER vci_guard_drop ENABLE ALWAYS;
    ALTER EVENT TRIGGER vci_guard_rewrite ENABLE ALWAYS;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE WARNING 'this login may not make event triggers: the schema is not guarded against changes by its owner';
END $$;
