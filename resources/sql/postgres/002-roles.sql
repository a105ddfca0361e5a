-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Roles without login, granted to logins (POSTGRES 2, "Roles"). They are the server's, not the database's: another database of
-- ours may have made them already, or make them at this moment.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['vci_owner', 'vci_auditor', 'vci_writer', 'vci_operator', 'vci_sequencer', 'vci_anchor',
                                  'vci_platform', 'vci_migrator'] LOOP
        CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = wanted);
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
    END LOOP;
    -- Payload search without row security, for one function that filters by itself. Only a superuser may make it.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vci_search') THEN
        BEGIN
            CREATE ROLE vci_search NOLOGIN BYPASSRLS;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE WARNING 'the role vci_search needs BYPASSRLS, which this login may not give: payload search will be slower';
        END;
    END IF;
END $$;

GRANT vci_auditor TO vci_writer, vci_sequencer, vci_anchor;
GRANT vci_writer TO vci_operator;
-- To change what vci_owner owns one must be able to act as it.
GRANT vci_owner TO vci_migrator;

-- Who migrates needs to hand objects over to vci_owner, and migrates again one day.
DO $$
BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) THEN
        EXECUTE format('GRANT vci_migrator TO %I', session_user);
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'vci_search') THEN
            EXECUTE format('GRANT vci_search TO %I', session_user);
        END IF;
    END IF;
END $$;
GRANT USAGE, CREATE ON SCHEMA @schema@ TO vci_owner;
GRANT USAGE ON SCHEMA @schema@ TO vci_auditor, vci_platform;
