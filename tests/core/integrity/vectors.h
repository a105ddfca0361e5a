// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/hex.h"
#include "core/base/sha256.h"

#include <QFile>
#include <QString>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

/// A file of ../shared/vectors; empty where it is absent.
inline std::string vectorFile(const QString& name)
{
    QFile file(QStringLiteral(VCI_SHARED_DIR "/vectors/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

inline vci::Sha256 hashOfHex(const std::string& hex)
{
    const auto bytes = vci::tryFromHex(hex);
    return bytes ? vci::tryHashFromBytes(std::string(bytes->begin(), bytes->end())).value() : vci::Sha256{};
}

inline std::vector<vci::Sha256> hashesOfHex(const nlohmann::json& list)
{
    std::vector<vci::Sha256> hashes;
    for (const auto& hex : list) hashes.push_back(hashOfHex(hex.get<std::string>()));
    return hashes;
}
