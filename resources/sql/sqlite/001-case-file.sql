-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- A case file at schema version 1 (core/store/sqlite/FORMAT.md). Short columns stand before the payloads, so that reading
-- them never follows the overflow pages of a long payload.
CREATE TABLE case_info (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL
);

CREATE TABLE logs (
    log_id TEXT NOT NULL PRIMARY KEY,
    since INTEGER NOT NULL
);

CREATE TABLE tenants (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    domain TEXT,
    is_active INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL
);

CREATE TABLE event_store (
    id TEXT NOT NULL,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    aggregate_id TEXT NOT NULL,
    aggregate_type TEXT NOT NULL,
    event_type TEXT NOT NULL,
    event_version INTEGER NOT NULL DEFAULT 1,
    timestamp INTEGER NOT NULL,
    sequence_number INTEGER NOT NULL,
    causation_id TEXT,
    correlation_id TEXT,
    blockchain_tx_hash TEXT,
    adopted INTEGER NOT NULL DEFAULT 0,
    event_data TEXT NOT NULL,
    metadata TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX event_store_sequence ON event_store (tenant_id, aggregate_id, sequence_number) WHERE NOT adopted;
CREATE INDEX event_store_adopted ON event_store (tenant_id, aggregate_id, sequence_number, timestamp, id) WHERE adopted;
CREATE INDEX event_store_correlation ON event_store (tenant_id, correlation_id, timestamp) WHERE correlation_id IS NOT NULL;
CREATE INDEX event_store_causation ON event_store (tenant_id, causation_id, timestamp) WHERE causation_id IS NOT NULL;

-- A row of event_log has the rowid of its event, so that the two are read side by side; event_id is what counts, and a
-- reader that finds another event at that rowid looks it up by event_id.
CREATE TABLE event_log (
    tenant_id TEXT NOT NULL,
    log_id TEXT NOT NULL,
    log_index INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    leaf_hash BLOB NOT NULL,
    PRIMARY KEY (tenant_id, log_id, log_index)
);
CREATE INDEX event_log_event ON event_log (event_id);

CREATE TABLE log_heads (
    tenant_id TEXT NOT NULL,
    log_id TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, log_id)
) WITHOUT ROWID;

CREATE TABLE aggregates (
    tenant_id TEXT NOT NULL,
    aggregate_id TEXT NOT NULL,
    aggregate_type TEXT NOT NULL,
    event_count INTEGER NOT NULL,
    first_sequence INTEGER NOT NULL,
    last_sequence INTEGER NOT NULL,
    first_timestamp INTEGER NOT NULL,
    last_timestamp INTEGER NOT NULL,
    last_event_type TEXT NOT NULL,
    PRIMARY KEY (tenant_id, aggregate_id)
) WITHOUT ROWID;
-- The two by activity hold whole rows: the first thing that a person sees is then one stretch of the file, not a page for each
-- aggregate (10,000,000 events, cold: 9 ms instead of 102).
CREATE INDEX aggregates_by_activity ON aggregates (tenant_id, last_timestamp DESC, aggregate_id,
    aggregate_type, event_count, first_sequence, last_sequence, first_timestamp, last_event_type);
CREATE INDEX aggregates_by_count ON aggregates (tenant_id, event_count DESC, aggregate_id);
CREATE INDEX aggregates_by_type ON aggregates (tenant_id, aggregate_type, aggregate_id);
CREATE INDEX aggregates_by_type_activity ON aggregates (tenant_id, aggregate_type, last_timestamp DESC, aggregate_id,
    event_count, first_sequence, last_sequence, first_timestamp, last_event_type);
CREATE INDEX aggregates_by_type_count ON aggregates (tenant_id, aggregate_type, event_count DESC, aggregate_id);
