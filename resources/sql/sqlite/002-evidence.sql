-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What schema version 2 adds to a case file: snapshots, read models, checkpoints, anchors, and the case as evidence
-- (core/store/sqlite/FORMAT.md). Runs on a file of version 1 as well as on a new one.

ALTER TABLE case_info RENAME TO "case";
ALTER TABLE "case" ADD COLUMN origin TEXT;
ALTER TABLE "case" ADD COLUMN selection TEXT;
ALTER TABLE "case" ADD COLUMN custody_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "case" ADD COLUMN custody_head BLOB;
ALTER TABLE "case" ADD COLUMN sealed_at INTEGER;
ALTER TABLE "case" ADD COLUMN sealed_by TEXT;

CREATE TABLE event_snapshots (
    id TEXT NOT NULL,
    tenant_id TEXT NOT NULL,
    aggregate_id TEXT NOT NULL,
    aggregate_type TEXT NOT NULL,
    snapshot_version INTEGER NOT NULL,
    last_event_sequence INTEGER NOT NULL,
    last_event_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    reducer TEXT,
    snapshot_data TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX event_snapshots_newest ON event_snapshots (tenant_id, aggregate_id, last_event_sequence DESC);

CREATE TABLE read_models (
    id TEXT NOT NULL,
    tenant_id TEXT NOT NULL,
    model_type TEXT NOT NULL,
    model_id TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    last_event_id TEXT NOT NULL,
    last_event_sequence INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    is_deleted INTEGER NOT NULL DEFAULT 0,
    projection TEXT,
    data TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX read_models_ours ON read_models (tenant_id, model_type, model_id) WHERE projection IS NOT NULL;
CREATE INDEX read_models_model ON read_models (tenant_id, model_type, model_id);

CREATE TABLE projection_checkpoints (
    tenant_id TEXT NOT NULL,
    projection TEXT NOT NULL,
    log_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, projection)
) WITHOUT ROWID;

CREATE TABLE checkpoints (
    tenant_id TEXT NOT NULL,
    log_id TEXT NOT NULL,
    tree_size INTEGER NOT NULL,
    root_hash BLOB NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (tenant_id, log_id, tree_size)
);

-- One submission to the chain a row; a resubmission is a row of its own. A path is its hashes of 32 bytes, one after another.
CREATE TABLE anchors (
    anchor_id TEXT NOT NULL PRIMARY KEY,
    chain_id INTEGER NOT NULL,
    tx_hash TEXT NOT NULL,
    sender TEXT NOT NULL,
    root BLOB NOT NULL,
    submitted_at INTEGER NOT NULL
);
CREATE TABLE anchor_members (
    anchor_id TEXT NOT NULL,
    tenant_id TEXT NOT NULL,
    log_id TEXT NOT NULL,
    tree_size INTEGER NOT NULL,
    member_index INTEGER NOT NULL,
    path BLOB NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (tenant_id, anchor_id, log_id)
);
CREATE TABLE anchor_blocks (
    anchor_id TEXT NOT NULL,
    block_number INTEGER NOT NULL,
    block_hash TEXT NOT NULL,
    block_time INTEGER NOT NULL,
    final_at INTEGER,
    raw_transaction BLOB,
    header BLOB,
    transaction_proof TEXT,
    PRIMARY KEY (anchor_id, block_hash)
);

-- The inclusion path of an exported event to the exported checkpoint.
CREATE TABLE event_proofs (
    event_id TEXT NOT NULL PRIMARY KEY,
    path BLOB NOT NULL
);

CREATE TABLE custody (
    n INTEGER NOT NULL PRIMARY KEY,
    record TEXT NOT NULL,
    hash BLOB NOT NULL
);

-- What the examiner wrote: notes, bookmarks and findings of their own.
CREATE TABLE case_notes (
    n INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('note', 'bookmark', 'finding')),
    written_at INTEGER NOT NULL,
    author TEXT NOT NULL,
    tenant_id TEXT,
    aggregate_id TEXT,
    event_id TEXT,
    text TEXT NOT NULL
);
