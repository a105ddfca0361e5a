-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Who sees and may do what (POSTGRES 2, "Row-level security" and "Roles").
-- The platform waits while this runs.
DO $$
DECLARE
    target text;
    policy record;
BEGIN
    FOREACH target IN ARRAY ARRAY['event_store', 'event_snapshots', 'read_models', 'event_log', 'log_heads', 'event_adoption',
                                  'aggregates', 'aggregate_activity', 'projection_checkpoints', 'checkpoints',
                                  'anchor_members'] LOOP
        FOR policy IN SELECT polname FROM pg_policy WHERE polrelid = ('@schema@.' || target)::regclass LOOP
            EXECUTE format('DROP POLICY %I ON @schema@.%I', policy.polname, target);
        END LOOP;
        EXECUTE format('ALTER TABLE @schema@.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', target);
        -- The sub-SELECT makes it one call a query instead of one a row.
        EXECUTE format('CREATE POLICY vci_tenant ON @schema@.%I USING (tenant_id = (SELECT @schema@.vci_tenant())) '
                       'WITH CHECK (tenant_id = (SELECT @schema@.vci_tenant()))', target);
    END LOOP;
    FOREACH target IN ARRAY ARRAY['event_store', 'event_snapshots', 'read_models'] LOOP
        EXECUTE format('CREATE POLICY vci_platform ON @schema@.%I TO vci_platform '
                       'USING ((SELECT @schema@.vci_platform_unscoped())) '
                       'WITH CHECK ((SELECT @schema@.vci_platform_unscoped()))', target);
    END LOOP;
END $$;
-- The trigger that looks for adopted rows runs as the owner, whoever inserts. A mere member of vci_owner is not meant.
CREATE POLICY vci_owner ON @schema@.event_store FOR SELECT TO vci_owner USING (current_user = 'vci_owner');

-- event_store_anchored: the columns of event_store, the anchor's hash where the writer left none.
CREATE VIEW @schema@.event_store_anchored WITH (security_invoker = true) AS
SELECT event.id, event.aggregate_id, event.aggregate_type, event.event_type, event.event_version, event.event_data,
       event.metadata, event."timestamp", event.sequence_number, event.causation_id, event.correlation_id,
       coalesce(event.blockchain_tx_hash, anchored.tx_hash::varchar(66)) AS blockchain_tx_hash, event.tenant_id
FROM @schema@.event_store AS event
LEFT JOIN LATERAL (
    SELECT anchor.tx_hash
    FROM @schema@.event_log AS logged
    JOIN @schema@.anchor_members AS member
      ON member.tenant_id = logged.tenant_id AND member.log_id = logged.log_id AND member.tree_size > logged.log_index
    JOIN @schema@.anchors AS anchor ON anchor.anchor_id = member.anchor_id
    JOIN @schema@.anchor_blocks AS block ON block.anchor_id = anchor.anchor_id AND block.final_at IS NOT NULL
    WHERE logged.tenant_id = event.tenant_id AND logged.event_id = event.id
    ORDER BY block.block_number, anchor.anchor_id
    LIMIT 1) AS anchored ON event.blockchain_tx_hash IS NULL;

DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['event_store', 'event_snapshots', 'read_models', 'logs', 'event_queue', 'event_log', 'log_heads',
                                  'event_adoption', 'aggregates', 'aggregate_activity', 'projection_checkpoints', 'checkpoints',
                                  'anchors', 'anchor_members', 'anchor_blocks', 'tenant_members', 'vci_guarded',
                                  'event_store_anchored'] LOOP
        EXECUTE format('REVOKE ALL ON @schema@.%I FROM PUBLIC', target);
    END LOOP;
END $$;

GRANT SELECT ON @schema@.event_store, @schema@.event_snapshots, @schema@.read_models, @schema@.logs, @schema@.event_log,
    @schema@.log_heads, @schema@.aggregates, @schema@.aggregate_activity, @schema@.projection_checkpoints, @schema@.checkpoints,
    @schema@.anchors, @schema@.anchor_members, @schema@.anchor_blocks, @schema@.event_store_anchored TO vci_auditor;
-- Whoever appends makes its tenant when it is new; it sees the list through vci_my_tenants().
GRANT INSERT (id, aggregate_id, aggregate_type, event_type, event_version, event_data, metadata, "timestamp", sequence_number,
              causation_id, correlation_id, blockchain_tx_hash, tenant_id) ON @schema@.event_store TO vci_writer, vci_platform;
GRANT INSERT, UPDATE, DELETE ON @schema@.event_snapshots, @schema@.read_models TO vci_operator;
GRANT INSERT, UPDATE ON @schema@.projection_checkpoints TO vci_operator;
GRANT INSERT ON @schema@.event_log TO vci_sequencer;
GRANT INSERT, UPDATE ON @schema@.log_heads, @schema@.aggregates, @schema@.aggregate_activity TO vci_sequencer;
GRANT SELECT ON @schema@.event_adoption TO vci_auditor;
GRANT INSERT, DELETE ON @schema@.event_adoption TO vci_sequencer;
GRANT INSERT ON @schema@.checkpoints, @schema@.anchors, @schema@.anchor_members, @schema@.anchor_blocks TO vci_anchor;
GRANT UPDATE (final_at) ON @schema@.anchor_blocks TO vci_anchor;
GRANT SELECT ON @schema@.event_store TO vci_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON @schema@.event_snapshots, @schema@.read_models TO vci_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON @schema@.tenants TO vci_platform;
