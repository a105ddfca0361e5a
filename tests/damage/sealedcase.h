// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/integrity/note.h"

#include <QFile>
#include <QString>

/// The key of a test's examiner, always the same.
[[nodiscard]] inline vci::integrity::SignerKey examinerKey(const char* name = "voicecore/examiner/anna", char seed = '7')
{
    return vci::integrity::SignerKey::fromSeed(name, std::string(32, seed)).value();
}

/// Writes a key file of mode 0600; false where it could not be.
[[nodiscard]] inline bool writeKey(const QString& path, const vci::integrity::SignerKey& key)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(key.toString() + "\n")) > 0 &&
           file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}
