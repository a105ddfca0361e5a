// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/casefile/case.h"
#include "core/store/sqlite/openfile.h"

#include <memory>
#include <optional>
#include <string>

namespace vci::store::sqlite {

/// The case side of an open case file, through the connection of its reader.
class CaseBook final : public casefile::CaseReader {
public:
    /// The connection must outlive this.
    CaseBook(Connection& connection, const OpenedFile& opened)
        : m_connection(connection)
        , m_schemaVersion(opened.schemaVersion)
        , m_sealed(opened.sealed)
        , m_seal(opened.seal)
    {
    }

    Result<casefile::CaseInfo> caseInfo() override;
    std::optional<casefile::SealState> seal() const override { return m_seal; }
    Result<std::vector<casefile::CustodyRow>> custodyRows(std::int64_t afterN, std::size_t limitRows) override;
    Result<std::vector<casefile::CaseNote>> notes(std::int64_t afterN, std::size_t limitRows) override;
    Result<std::optional<std::vector<Sha256>>> proofOf(EventId event) override;
    Result<void> confirmSeal(std::stop_token stop) override;
    /// nullptr where the file is not sealed.
    [[nodiscard]] const std::shared_ptr<const casefile::SealedFile>& openSeal() const { return m_sealed; }

private:
    Connection& m_connection;
    std::int64_t m_schemaVersion;
    std::shared_ptr<const casefile::SealedFile> m_sealed;
    std::optional<casefile::SealState> m_seal;
};

/// An EventReader that is a case file's has one.
class HasCaseBook {
public:
    virtual ~HasCaseBook() = default;
    [[nodiscard]] virtual CaseBook& caseBook() = 0;
};

}  // namespace vci::store::sqlite
