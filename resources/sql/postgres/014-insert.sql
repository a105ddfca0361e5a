-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Whether an adopted row holds the number is asked after the row is in: row security has then refused whoever may not write to
-- the tenant, who would otherwise learn from the answer which numbers another tenant's aggregates have.
CREATE OR REPLACE FUNCTION @schema@.vci_before_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.adopted := false;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION @schema@.vci_after_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM @schema@.event_store AS held
               WHERE held.tenant_id = NEW.tenant_id AND held.aggregate_id = NEW.aggregate_id
                 AND held.sequence_number = NEW.sequence_number AND held.adopted) THEN
        RAISE EXCEPTION 'sequence % of aggregate % is taken', NEW.sequence_number, NEW.aggregate_id
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'event_store_sequence';
    END IF;
    INSERT INTO @schema@.event_queue (tenant_id, event_id, aggregate_id, sequence_number)
    VALUES (NEW.tenant_id, NEW.id, NEW.aggregate_id, NEW.sequence_number);
    RETURN NULL;
END $$;
