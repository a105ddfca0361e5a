-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Nothing that was recorded changes: no grant allows it (006), and where one did, these triggers refuse it, replication roles
-- included.
-- The platform waits while this runs.
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['event_store', 'event_log'] LOOP
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
