-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The platform's four tables where there are none yet, with its names and types (POSTGRES 1). Where they exist they stay as
-- they are; the files after this one turn both kinds into the same schema. @schema@ is the quoted schema of event_store.
CREATE TABLE IF NOT EXISTS @schema@.tenants (
    id uuid PRIMARY KEY,
    name varchar(255) NOT NULL,
    domain varchar(255),
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamp NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC')
);

CREATE TABLE IF NOT EXISTS @schema@.event_store (
    id uuid PRIMARY KEY,
    aggregate_id uuid NOT NULL,
    aggregate_type varchar(100) NOT NULL,
    event_type varchar(100) NOT NULL,
    event_version integer NOT NULL DEFAULT 1,
    event_data jsonb NOT NULL,
    metadata jsonb DEFAULT '{}',
    "timestamp" timestamp NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'),
    sequence_number integer NOT NULL,
    causation_id uuid,
    correlation_id uuid,
    blockchain_tx_hash varchar(66),
    tenant_id uuid NOT NULL REFERENCES @schema@.tenants (id)
);

CREATE TABLE IF NOT EXISTS @schema@.event_snapshots (
    id uuid PRIMARY KEY,
    aggregate_id uuid NOT NULL,
    aggregate_type varchar(100) NOT NULL,
    snapshot_data jsonb NOT NULL,
    snapshot_version integer NOT NULL,
    last_event_sequence integer NOT NULL,
    last_event_id uuid NOT NULL,
    created_at timestamp NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'),
    tenant_id uuid NOT NULL REFERENCES @schema@.tenants (id)
);

CREATE TABLE IF NOT EXISTS @schema@.read_models (
    id uuid PRIMARY KEY,
    model_type varchar(100) NOT NULL,
    model_id varchar(255) NOT NULL,
    data jsonb NOT NULL,
    version integer NOT NULL DEFAULT 1,
    last_event_id uuid NOT NULL,
    last_event_sequence integer NOT NULL,
    created_at timestamp NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'),
    updated_at timestamp NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'),
    tenant_id uuid NOT NULL REFERENCES @schema@.tenants (id),
    is_deleted boolean DEFAULT false
);

-- What the platform's migration leaves, under its own names.
CREATE INDEX IF NOT EXISTS idx_aggregate_sequence ON @schema@.event_store (aggregate_id, sequence_number);
CREATE INDEX IF NOT EXISTS idx_event_type_timestamp ON @schema@.event_store (event_type, "timestamp");
CREATE INDEX IF NOT EXISTS idx_tenant_timestamp ON @schema@.event_store (tenant_id, "timestamp");
CREATE INDEX IF NOT EXISTS idx_correlation ON @schema@.event_store (correlation_id);
CREATE INDEX IF NOT EXISTS idx_aggregate_snapshot ON @schema@.event_snapshots (aggregate_id, last_event_sequence);
CREATE INDEX IF NOT EXISTS idx_model_type_id ON @schema@.read_models (model_type, model_id);
CREATE INDEX IF NOT EXISTS idx_tenant_model ON @schema@.read_models (tenant_id, model_type);
