// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/integrity/note.h"
#include "tests/damage/somecase.h"

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

/// A sealed case file, kept as bytes, of which fresh copies are made.
class SealedBytes {
public:
    /// Takes the file and its seal; false where they could not be read.
    [[nodiscard]] bool take(const QString& sealed)
    {
        QFile file(sealed);
        QFile fileOfSeal(sealed + QStringLiteral(".seal"));
        if (!file.open(QIODevice::ReadOnly) || !fileOfSeal.open(QIODevice::ReadOnly)) return false;
        bytes = file.readAll();
        seal = fileOfSeal.readAll();
        return true;
    }
    /// A copy with its seal in the folder of that case; its path.
    [[nodiscard]] QString fresh(const SomeCase& folder)
    {
        const QString name = QStringLiteral("copy%1.vcase").arg(++m_copies);
        static_cast<void>(folder.write(name + QStringLiteral(".seal"), seal));
        return folder.write(name, bytes);
    }

    QByteArray bytes;
    QByteArray seal;

private:
    int m_copies = 0;
};
