-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What keeps the store what it is, as rows (kind, name, definition), to be compared with attestation.txt. Reads catalogues alone,
-- so that every login may ask. Wants search_path = pg_catalog, pg_temp: then every name of ours is printed with its schema, which
-- becomes "schema" here. What a platform may have of its own (indexes, checks, readers) is no row.
WITH own (name) AS (
    VALUES ('logs'), ('event_queue'), ('event_log'), ('log_heads'), ('event_adoption'), ('aggregates'), ('aggregate_activity'),
           ('projection_checkpoints'), ('checkpoints'), ('checkpoint_timestamps'), ('anchors'), ('anchor_members'), ('anchor_blocks'),
           ('tenant_members'), ('schema_migrations'), ('event_store_anchored')
), platform (name) AS (
    VALUES ('event_store'), ('event_snapshots'), ('read_models')
), relation AS (
    SELECT pg_class.*, relname NOT IN (SELECT name FROM platform) AS is_own
    FROM pg_class
    WHERE relnamespace = '@schema@'::regnamespace AND relname IN (SELECT name FROM own UNION ALL SELECT name FROM platform)
       OR relnamespace = to_regnamespace('vci_guard') AND relkind NOT IN ('i', 'c', 't')
), routine AS (
    SELECT pg_proc.*, CASE WHEN pronamespace = '@schema@'::regnamespace THEN '' ELSE 'vci_guard.' END ||
           proname || '(' || pg_get_function_identity_arguments(pg_proc.oid) || ')' AS label
    FROM pg_proc
    WHERE pronamespace = '@schema@'::regnamespace AND proname LIKE 'vci\_%' OR pronamespace = to_regnamespace('vci_guard')
), holder AS (
    -- The guard belongs to whichever superuser migrated.
    SELECT oid, CASE WHEN rolsuper THEN 'superuser' ELSE rolname END AS holder FROM pg_roles
), found (kind, name, definition) AS (
    SELECT 'table', relname::text, format('owner %s, kind %s, persistence %s, row security %s, forced %s', holder,
                                    relkind, relpersistence, relrowsecurity, relforcerowsecurity)
    FROM relation JOIN holder ON holder.oid = relowner
    UNION ALL
    SELECT 'schema', nspname, format('owner %s, rights %s', holder,
                                     (SELECT string_agg(format('%s to %s', granted.privilege_type, CASE granted.grantee WHEN 0
                                                        THEN 'PUBLIC' ELSE pg_get_userbyid(granted.grantee) END), ', ')
                                      FROM aclexplode(nspacl) AS granted WHERE granted.grantee <> nspowner))
    FROM pg_namespace JOIN holder ON holder.oid = nspowner WHERE nspname = 'vci_guard'
    UNION ALL
    SELECT 'column', relname || '.' || attname,
           format_type(atttypid, atttypmod) ||
           CASE WHEN is_own OR attname IN ('adopted', 'tenant_id', 'id') THEN
               CASE WHEN attnotnull THEN ' not null' ELSE '' END ||
               CASE WHEN attidentity <> '' THEN ' identity ' || attidentity::text ELSE '' END ||
               coalesce(' default ' || pg_get_expr(adbin, adrelid), '')
           ELSE '' END
    FROM relation
    JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE is_own OR attname IN ('id', 'tenant_id', 'aggregate_id', 'aggregate_type', 'event_type', 'event_version', 'event_data',
                                'metadata', 'timestamp', 'sequence_number', 'causation_id', 'correlation_id',
                                'blockchain_tx_hash', 'adopted', 'reducer', 'projection')
    UNION ALL
    SELECT 'constraint', relname || '.' || conname, pg_get_constraintdef(pg_constraint.oid)
    FROM relation JOIN pg_constraint ON conrelid = relation.oid
    WHERE is_own OR contype IN ('p', 'u', 'x', 'f')
    UNION ALL
    SELECT 'index', relation.relname || '.' || index.relname,
           pg_get_indexdef(indexrelid) || CASE WHEN indisvalid AND indisready THEN '' ELSE ', not valid' END
    FROM relation JOIN pg_index ON indrelid = relation.oid JOIN pg_class AS index ON index.oid = indexrelid
    WHERE is_own OR indisunique OR index.relname IN ('event_store_id', 'event_snapshots_id', 'read_models_id', 'event_store_adopted',
                                                     'event_store_replay', 'event_store_correlation', 'event_store_causation',
                                                     'event_snapshots_newest')
    UNION ALL
    SELECT 'trigger', relname || '.' || tgname, pg_get_triggerdef(pg_trigger.oid) || ', enabled ' || tgenabled::text
    FROM relation JOIN pg_trigger ON tgrelid = relation.oid
    WHERE NOT tgisinternal
    UNION ALL
    SELECT 'trigger', relname || '.' || coalesce(conname, tgname) || ' (foreign key)', 'enabled ' || tgenabled::text
    FROM relation JOIN pg_trigger ON tgrelid = relation.oid LEFT JOIN pg_constraint ON pg_constraint.oid = tgconstraint
    WHERE tgisinternal AND tgenabled <> 'O'
    UNION ALL
    SELECT 'rule', relname || '.' || rulename, pg_get_ruledef(pg_rewrite.oid) || ', enabled ' || ev_enabled::text
    FROM relation JOIN pg_rewrite ON ev_class = relation.oid
    WHERE NOT (relkind = 'v' AND rulename = '_RETURN')
    UNION ALL
    SELECT 'view', relname, pg_get_viewdef(oid) || ' with ' || coalesce(array_to_string(reloptions, ', '), 'no options')
    FROM relation WHERE relkind = 'v'
    UNION ALL
    SELECT 'policy', relname || '.' || polname,
           format('%s, for %s, to %s, using %s, with check %s', CASE WHEN polpermissive THEN 'permissive' ELSE 'restrictive' END,
                  polcmd, (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(role) END, ', ' ORDER BY role)
                           FROM unnest(polroles) AS role),
                  coalesce(pg_get_expr(polqual, polrelid), 'none'), coalesce(pg_get_expr(polwithcheck, polrelid), 'none'))
    FROM relation JOIN pg_policy ON polrelid = relation.oid
    UNION ALL
    SELECT 'inheritance', relname || ' of ' || inhrelid::regclass, 'child' FROM relation JOIN pg_inherits ON inhparent = relation.oid
    UNION ALL
    SELECT 'inheritance', relname || ' under ' || inhparent::regclass, 'parent' FROM relation JOIN pg_inherits ON inhrelid = relation.oid
    UNION ALL
    -- Reading under row security gives nothing away.
    SELECT 'grant', relname || ' to ' || grantee, string_agg(right_name, ', ' ORDER BY right_name COLLATE "C")
    FROM (SELECT relname, is_own, rights.privilege_type || CASE WHEN rights.is_grantable THEN ' with grant option' ELSE '' END AS right_name,
                 CASE rights.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(rights.grantee) END AS grantee
          FROM relation, aclexplode(relacl) AS rights WHERE rights.grantee <> relowner) AS granted
    WHERE is_own OR right_name <> 'SELECT' OR grantee LIKE 'vci\_%'
    GROUP BY relname, grantee
    UNION ALL
    SELECT 'grant', format('%s to %s, column %s', relname, grantee, attname), string_agg(right_name, ', ' ORDER BY right_name COLLATE "C")
    FROM (SELECT relname, is_own, attname,
                 rights.privilege_type || CASE WHEN rights.is_grantable THEN ' with grant option' ELSE '' END AS right_name,
                 CASE rights.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(rights.grantee) END AS grantee
          FROM relation JOIN pg_attribute ON attrelid = relation.oid AND NOT attisdropped, aclexplode(attacl) AS rights
          WHERE rights.grantee <> relowner) AS granted
    WHERE is_own OR right_name <> 'SELECT' OR grantee LIKE 'vci\_%'
    GROUP BY relname, grantee, attname
    UNION ALL
    SELECT 'grant', format('function %s to %s', label, CASE rights.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(rights.grantee) END),
           rights.privilege_type || CASE WHEN rights.is_grantable THEN ' with grant option' ELSE '' END
    FROM routine, aclexplode(coalesce(proacl, acldefault('f', proowner))) AS rights WHERE rights.grantee <> proowner
    UNION ALL
    SELECT 'function', label,
           format('owner %s, returns %s, %s, security %s, volatility %s, parallel %s, leakproof %s, %s, body %s',
                  holder, pg_get_function_result(routine.oid), lanname,
                  CASE WHEN prosecdef THEN 'definer' ELSE 'invoker' END, provolatile, proparallel, proleakproof,
                  coalesce(array_to_string(proconfig, ', '), 'no settings'),
                  encode(sha256(convert_to(replace(replace(prosrc, '@schema@.', 'schema.'), '''@schema@''', '''schema'''), 'UTF8')), 'hex'))
    FROM routine JOIN pg_language ON pg_language.oid = prolang JOIN holder ON holder.oid = proowner
    UNION ALL
    SELECT 'event trigger', evtname,
           format('on %s, function %s, enabled %s, tags %s, owner %s', evtevent, evtfoid::regproc, evtenabled,
                  coalesce(array_to_string(evttags, ', '), 'all'), CASE WHEN rolsuper THEN 'superuser' ELSE rolname END)
    FROM pg_event_trigger JOIN pg_roles ON pg_roles.oid = evtowner
    WHERE evtname LIKE 'vci\_%' OR evtfoid IN (SELECT oid FROM routine)
    UNION ALL
    SELECT 'role', rolname, format('login %s, superuser %s, bypasses row security %s, inherits %s, makes roles %s, replicates %s',
                                   rolcanlogin, rolsuper, rolbypassrls, rolinherit, rolcreaterole, rolreplication)
    FROM pg_roles WHERE rolname LIKE 'vci\_%'
    UNION ALL
    -- Whoever may act as the owner or without row security, besides the roles of the schema themselves.
    SELECT 'membership', pg_get_userbyid(member) || ' in ' || pg_get_userbyid(roleid), 'member'
    FROM pg_auth_members
    WHERE pg_get_userbyid(roleid) LIKE 'vci\_%'
      AND (pg_get_userbyid(member) LIKE 'vci\_%' OR pg_get_userbyid(roleid) IN ('vci_owner', 'vci_search')
           -- A login by which the platform connects, at all times.
           OR pg_get_userbyid(roleid) = 'vci_migrator'
              AND EXISTS (SELECT FROM pg_auth_members AS other
                          WHERE other.member = pg_auth_members.member AND pg_get_userbyid(other.roleid) = 'vci_platform'))
), escaped (pattern) AS (
    SELECT '(^|[^[:alnum:]_."])' || regexp_replace('@schema@', '([^[:alnum:]_ "])', '\\\1', 'g') || '\.'
)
SELECT kind, name, definition
FROM (SELECT kind, regexp_replace(name, escaped.pattern, '\1schema.', 'g') AS name,
             regexp_replace(regexp_replace(definition, escaped.pattern, '\1schema.', 'g'), '\s+', ' ', 'g') AS definition
      FROM found, escaped) AS normalised
ORDER BY kind COLLATE "C", name COLLATE "C", definition COLLATE "C"
