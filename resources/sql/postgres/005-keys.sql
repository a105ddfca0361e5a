-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The platform's tables become ours: keys that start with the tenant, rows from before marked as adopted, no foreign key that
-- deletes. Nothing here rewrites a row, but the keys are built anew.
-- The platform waits while this runs.

-- Adopted rows: whatever is here now. The second statement makes the next ones not adopted, without touching the first.
ALTER TABLE @schema@.event_store ADD COLUMN adopted boolean NOT NULL DEFAULT true;
ALTER TABLE @schema@.event_store ALTER COLUMN adopted SET DEFAULT false;
ALTER TABLE @schema@.event_store ALTER COLUMN "timestamp" SET DEFAULT (clock_timestamp() AT TIME ZONE 'UTC');
ALTER TABLE @schema@.event_snapshots ALTER COLUMN created_at SET DEFAULT (clock_timestamp() AT TIME ZONE 'UTC');
ALTER TABLE @schema@.read_models ALTER COLUMN created_at SET DEFAULT (clock_timestamp() AT TIME ZONE 'UTC');
ALTER TABLE @schema@.read_models ALTER COLUMN updated_at SET DEFAULT (clock_timestamp() AT TIME ZONE 'UTC');
-- A row without these is foreign: shown, audited on request, never used.
ALTER TABLE @schema@.event_snapshots ADD COLUMN reducer text;
ALTER TABLE @schema@.read_models ADD COLUMN projection text;

-- Primary keys and foreign keys have whatever names the platform's tools gave them.
DO $$
DECLARE
    key record;
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['event_store', 'event_snapshots', 'read_models'] LOOP
        FOR key IN SELECT conname FROM pg_constraint
                   WHERE conrelid = ('@schema@.' || target)::regclass AND contype = 'p' LOOP
            EXECUTE format('ALTER TABLE @schema@.%I DROP CONSTRAINT %I', target, key.conname);
        END LOOP;
        EXECUTE format('ALTER TABLE @schema@.%I ADD CONSTRAINT %I PRIMARY KEY (tenant_id, id)', target, target || '_pkey');
        EXECUTE format('CREATE INDEX %I ON @schema@.%I (id)', target || '_id', target);
        FOR key IN SELECT conname FROM pg_constraint
                   WHERE conrelid = ('@schema@.' || target)::regclass AND contype = 'f'
                     AND confrelid = '@schema@.tenants'::regclass LOOP
            EXECUTE format('ALTER TABLE @schema@.%I DROP CONSTRAINT %I', target, key.conname);
        END LOOP;
        EXECUTE format('ALTER TABLE @schema@.%I ADD CONSTRAINT %I FOREIGN KEY (tenant_id) REFERENCES @schema@.tenants (id) '
                       'ON UPDATE RESTRICT ON DELETE RESTRICT NOT VALID', target, target || '_tenant');
        EXECUTE format('ALTER TABLE @schema@.%I VALIDATE CONSTRAINT %I', target, target || '_tenant');
    END LOOP;
END $$;

CREATE UNIQUE INDEX event_store_sequence ON @schema@.event_store (tenant_id, aggregate_id, sequence_number) WHERE NOT adopted;
CREATE INDEX event_store_adopted ON @schema@.event_store (tenant_id, aggregate_id, sequence_number) WHERE adopted;
CREATE INDEX event_store_replay ON @schema@.event_store (tenant_id, aggregate_id, sequence_number, "timestamp", id);
CREATE INDEX event_store_correlation ON @schema@.event_store (tenant_id, correlation_id, "timestamp")
    WHERE correlation_id IS NOT NULL;
CREATE INDEX event_store_causation ON @schema@.event_store (tenant_id, causation_id) WHERE causation_id IS NOT NULL;
CREATE INDEX event_snapshots_newest ON @schema@.event_snapshots (tenant_id, aggregate_id, last_event_sequence DESC);
CREATE UNIQUE INDEX read_models_ours ON @schema@.read_models (tenant_id, model_type, model_id) WHERE projection IS NOT NULL;

-- The platform's own duplicate check races and looks across tenants; the partial unique index does not.
DROP TRIGGER IF EXISTS ensure_unique_sequence ON @schema@.event_store;
CREATE TRIGGER vci_before_insert BEFORE INSERT ON @schema@.event_store
    FOR EACH ROW EXECUTE FUNCTION @schema@.vci_before_insert();
CREATE TRIGGER vci_after_insert AFTER INSERT ON @schema@.event_store
    FOR EACH ROW EXECUTE FUNCTION @schema@.vci_after_insert();
ALTER TABLE @schema@.event_store ENABLE ALWAYS TRIGGER vci_before_insert;
ALTER TABLE @schema@.event_store ENABLE ALWAYS TRIGGER vci_after_insert;
