-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What schema version 3 adds to a case file: time stamps of checkpoints (core/timestamp/FORMAT.md). Runs on a file of version 2
-- as well as on a new one.

-- token_hash is the SHA-256 of the token: a checkpoint may have stamps of several authorities, and each is kept once.
CREATE TABLE checkpoint_timestamps (
    tenant_id TEXT NOT NULL,
    log_id TEXT NOT NULL,
    tree_size INTEGER NOT NULL,
    token_hash BLOB NOT NULL,
    token BLOB NOT NULL,
    PRIMARY KEY (tenant_id, log_id, tree_size, token_hash)
);
