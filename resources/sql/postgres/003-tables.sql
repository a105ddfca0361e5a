-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The tables of ours: the order of record, the catalogue of aggregates, checkpoints and anchors (POSTGRES 2, PROOF 1 and 2).
-- None has a foreign key to event_store: the log must be able to name an event that somebody took away.

CREATE TABLE @schema@.logs (
    log_id text PRIMARY KEY CHECK (log_id ~ '^[0-9a-f]{32}$'),
    since timestamp NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC')
);
-- Two random UUIDs hold 244 random bits; their digest has 128.
INSERT INTO @schema@.logs (log_id) VALUES (md5(gen_random_uuid()::text || gen_random_uuid()::text));

CREATE TABLE @schema@.event_queue (
    queue_number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id uuid NOT NULL,
    event_id uuid NOT NULL,
    aggregate_id uuid NOT NULL,
    sequence_number integer NOT NULL
);
CREATE INDEX event_queue_tenant ON @schema@.event_queue (tenant_id, queue_number);
CREATE INDEX event_queue_event ON @schema@.event_queue (tenant_id, event_id);

CREATE TABLE @schema@.event_log (
    tenant_id uuid NOT NULL,
    log_id text NOT NULL,
    log_index bigint NOT NULL CHECK (log_index >= 0),
    event_id uuid NOT NULL,
    leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
    PRIMARY KEY (tenant_id, log_id, log_index)
);
CREATE UNIQUE INDEX event_log_event ON @schema@.event_log (tenant_id, event_id, log_id);

CREATE TABLE @schema@.log_heads (
    tenant_id uuid NOT NULL,
    log_id text NOT NULL,
    size bigint NOT NULL CHECK (size >= 0),
    -- How many rows found at migration were put in order, to come before all others.
    adopted_size bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, log_id)
);

-- The order of rows found at migration, laid down once, emptied as they are sequenced.
CREATE TABLE @schema@.event_adoption (
    tenant_id uuid NOT NULL,
    log_index bigint NOT NULL,
    event_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, log_index)
);

-- One row an aggregate, changed in place with every batch: no index stands on a column that changes.
CREATE TABLE @schema@.aggregates (
    tenant_id uuid NOT NULL,
    aggregate_id uuid NOT NULL,
    aggregate_type varchar(100) NOT NULL,
    event_count bigint NOT NULL,
    first_sequence integer NOT NULL,
    last_sequence integer NOT NULL,
    first_timestamp timestamp NOT NULL,
    last_timestamp timestamp NOT NULL,
    last_event_type varchar(100) NOT NULL,
    last_event_timestamp timestamp NOT NULL,
    last_event_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, aggregate_id)
) WITH (fillfactor = 50);
CREATE INDEX aggregates_type ON @schema@.aggregates (tenant_id, aggregate_type, aggregate_id);

-- A copy for sorting, refreshed at most once a second per aggregate.
CREATE TABLE @schema@.aggregate_activity (
    tenant_id uuid NOT NULL,
    aggregate_id uuid NOT NULL,
    aggregate_type varchar(100) NOT NULL,
    event_count bigint NOT NULL,
    last_timestamp timestamp NOT NULL,
    refreshed_at timestamp NOT NULL,
    stale boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, aggregate_id)
);
CREATE INDEX aggregate_activity_stale ON @schema@.aggregate_activity (tenant_id, refreshed_at) WHERE stale;
CREATE INDEX aggregate_activity_recent ON @schema@.aggregate_activity (tenant_id, last_timestamp DESC, aggregate_id);
CREATE INDEX aggregate_activity_count ON @schema@.aggregate_activity (tenant_id, event_count DESC, aggregate_id);
CREATE INDEX aggregate_activity_type_recent
    ON @schema@.aggregate_activity (tenant_id, aggregate_type, last_timestamp DESC, aggregate_id);
CREATE INDEX aggregate_activity_type_count
    ON @schema@.aggregate_activity (tenant_id, aggregate_type, event_count DESC, aggregate_id);

CREATE TABLE @schema@.projection_checkpoints (
    tenant_id uuid NOT NULL,
    projection text NOT NULL,
    log_id text NOT NULL,
    position bigint NOT NULL,
    updated_at timestamp NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'),
    PRIMARY KEY (tenant_id, projection)
);

CREATE TABLE @schema@.checkpoints (
    tenant_id uuid NOT NULL,
    log_id text NOT NULL,
    tree_size bigint NOT NULL CHECK (tree_size >= 0),
    root_hash bytea NOT NULL CHECK (octet_length(root_hash) = 32),
    note text NOT NULL,
    PRIMARY KEY (tenant_id, log_id, tree_size)
);

-- One submission to the chain a row; a resubmission is a row of its own.
CREATE TABLE @schema@.anchors (
    anchor_id uuid PRIMARY KEY,
    chain_id bigint NOT NULL,
    tx_hash text NOT NULL CHECK (tx_hash ~ '^0x[0-9a-f]{64}$'),
    sender text NOT NULL CHECK (sender ~ '^0x[0-9a-f]{40}$'),
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    submitted_at timestamp NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC')
);
CREATE TABLE @schema@.anchor_members (
    anchor_id uuid NOT NULL REFERENCES @schema@.anchors (anchor_id),
    tenant_id uuid NOT NULL,
    log_id text NOT NULL,
    tree_size bigint NOT NULL,
    member_index bigint NOT NULL,
    path bytea[] NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (tenant_id, anchor_id, log_id)
);
CREATE TABLE @schema@.anchor_blocks (
    anchor_id uuid NOT NULL REFERENCES @schema@.anchors (anchor_id),
    block_number bigint NOT NULL,
    block_hash text NOT NULL,
    block_time timestamp NOT NULL,
    final_at timestamp,
    raw_transaction bytea,
    header bytea,
    transaction_proof text,
    PRIMARY KEY (anchor_id, block_hash)
);

-- Which logins may read which tenants; no tenant: all, present and future.
CREATE TABLE @schema@.tenant_members (
    login name NOT NULL,
    tenant_id uuid,
    added_at timestamp NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC')
);
CREATE UNIQUE INDEX tenant_members_one ON @schema@.tenant_members (login, tenant_id) WHERE tenant_id IS NOT NULL;
CREATE UNIQUE INDEX tenant_members_all ON @schema@.tenant_members (login) WHERE tenant_id IS NULL;

-- The objects that the event triggers watch, by oid.
CREATE TABLE @schema@.vci_guarded (
    class_id oid NOT NULL,
    object_id oid NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (class_id, object_id)
);
