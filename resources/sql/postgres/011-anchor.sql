-- SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- One transaction anchors every tenant: who anchors must be able to tell that it sees them all.
GRANT SELECT (id) ON @schema@.tenants TO vci_anchor;
